package io.nicebridge.step;

import io.nicebridge.http.Answer;
import io.nicebridge.http.RefusalAnswers;
import io.nicebridge.id.DataPath;
import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.ManagementPath;
import io.nicebridge.message.CommandIdOf;
import io.nicebridge.message.DateTimeStamp;
import io.nicebridge.message.Edition;
import io.nicebridge.message.Envelope;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.RequestMessage;
import io.nicebridge.message.ResponseMessage;
import io.nicebridge.message.SealedRequest;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns a refusal into an answer: a Common Message whose ReplyStatusCode is the HTTP status (NICE
 * 0.9 sections 4.1 and 7.1.3), by the table of errors.
 */
public final class Refusals implements RefusalAnswers {
  private final Supplier<ErrorTable> table;
  private final EndPointId self;
  private final Clock clock;
  private final RefusalMetrics metrics;
  private final RefusalSeal seal;

  /**
   * @param self the bridge's own EndPointID, where a request did not say whom it was for
   */
  public Refusals(
      Supplier<ErrorTable> table,
      EndPointId self,
      Clock clock,
      RefusalMetrics metrics,
      RefusalSeal seal) {
    this.seal = seal;
    this.table = table;
    this.self = self;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public Answer answer(Refusal refusal, @Nullable DestinationPath path) {
    EndPointId destination = path == null ? self : path.endPointId();
    return answer(
        refusal, (row, now) -> response(refusal, row, EndPointId.NIL, destination, 0, now));
  }

  /** The answer to a request that was read. */
  CompletionStage<Answer> answer(Refusal refusal, Envelope request, DestinationPath path) {
    if (request instanceof SealedRequest sealed) {
      return sealed(
          refusal,
          sealed,
          path,
          (said, status) -> asksADevice(path) ? said.httpStatus(status) : status);
    }
    Answer answer =
        request instanceof RequestMessage plain
            ? answer(refusal, (row, now) -> response(refusal, row, plain, now))
            : answer(refusal, (row, now) -> unread(refusal, row, path, request.raw(), now));
    return CompletableFuture.completedFuture(answer);
  }

  /** For data and signalling 200 says that the message is taken, whoever reads the answer. */
  private static boolean asksADevice(DestinationPath path) {
    return !(path instanceof DataPath
        || (path instanceof ManagementPath management && management.isSignaling()));
  }

  @Override
  public CompletionStage<Answer> answer(
      Refusal refusal, @Nullable DestinationPath path, byte[] body) {
    Edition edition = Edition.of(body);
    return edition.isSealed() && path != null
        ? sealed(refusal, new SealedRequest(edition, body), path, (said, status) -> status)
        : CompletableFuture.completedFuture(
            answer(refusal, (row, now) -> unread(refusal, row, path, body, now)));
  }

  /**
   * @param httpStatus by the answer and its ReplyStatusCode
   */
  private CompletionStage<Answer> sealed(
      Refusal refusal,
      SealedRequest request,
      DestinationPath path,
      BiFunction<RefusalSeal.Said, Integer, Integer> httpStatus) {
    metrics.count(refusal.kind());
    ErrorTable.Row row = table.get().row(refusal.kind());
    return seal.answer(
            request,
            path,
            row.status(),
            row.errorCode(),
            refusal.sentence(),
            DateTimeStamp.now(clock))
        .thenApply(said -> sealed(said.body(), row, httpStatus.apply(said, row.status())));
  }

  private static Answer sealed(byte[] body, ErrorTable.Row row, int httpStatus) {
    Map<String, String> headers = headers(row);
    if (httpStatus == 200) {
      headers.remove("WWW-Authenticate");
    }
    return new Answer(httpStatus, headers, body);
  }

  private Answer answer(
      Refusal refusal, BiFunction<ErrorTable.Row, DateTimeStamp, ResponseMessage> response) {
    metrics.count(refusal.kind());
    ErrorTable.Row row = table.get().row(refusal.kind());
    byte[] body = response.apply(row, DateTimeStamp.now(clock)).toJson();
    return new Answer(row.status(), headers(row), body);
  }

  private static ResponseMessage response(
      Refusal refusal, ErrorTable.Row row, RequestMessage request, DateTimeStamp now) {
    return ResponseMessage.to(request, row.status(), row.errorCode(), refusal.sentence(), now);
  }

  /** Only its CommandID can be read, if that. */
  private ResponseMessage unread(
      Refusal refusal,
      ErrorTable.Row row,
      @Nullable DestinationPath path,
      byte[] body,
      DateTimeStamp now) {
    long commandId = CommandIdOf.message(body);
    EndPointId destination = path == null ? self : path.endPointId();
    return response(refusal, row, EndPointId.NIL, destination, commandId, now).in(Edition.of(body));
  }

  private static ResponseMessage response(
      Refusal refusal,
      ErrorTable.Row row,
      EndPointId source,
      EndPointId destination,
      long replyId,
      DateTimeStamp now) {
    return ResponseMessage.of(
        source,
        destination,
        replyId,
        row.status(),
        row.errorCode(),
        refusal.sentence(),
        false,
        now);
  }

  private static Map<String, String> headers(ErrorTable.Row row) {
    Map<String, String> headers = new HashMap<>();
    row.retryAfter().ifPresent(s -> headers.put("Retry-After", Integer.toString(s)));
    if (row.status() == 401) {
      headers.put("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }
    if (row.status() == 403) {
      headers.put("WWW-Authenticate", "Bearer error=\"insufficient_scope\"");
    }
    return headers;
  }
}
