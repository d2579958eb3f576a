package io.nicebridge.step;

import io.nicebridge.http.Answer;
import io.nicebridge.http.RefusalAnswers;
import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.EndPointId;
import io.nicebridge.message.DateTimeStamp;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.RequestMessage;
import io.nicebridge.message.ResponseMessage;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
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

  /**
   * @param self the bridge's own EndPointID, where a request did not say whom it was for
   */
  public Refusals(
      Supplier<ErrorTable> table, EndPointId self, Clock clock, RefusalMetrics metrics) {
    this.table = table;
    this.self = self;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public Answer answer(Refusal refusal, @Nullable DestinationPath path) {
    EndPointId destination = path == null ? self : path.endPointId();
    return answer(refusal, EndPointId.NIL, destination, 0, false);
  }

  /** The answer to a request that was read. */
  Answer answer(Refusal refusal, RequestMessage request) {
    return answer(
        refusal,
        request.source(),
        request.destination(),
        request.commandId(),
        request.encryptionOn());
  }

  /** The answer to a request of which only the CommandID could be read. */
  Answer answer(Refusal refusal, DestinationPath path, long commandId) {
    return answer(refusal, EndPointId.NIL, path.endPointId(), commandId, false);
  }

  private Answer answer(
      Refusal refusal,
      EndPointId source,
      EndPointId destination,
      long replyId,
      boolean encryptionOn) {
    metrics.count(refusal.kind());
    ErrorTable.Row row = table.get().row(refusal.kind());
    ResponseMessage response =
        ResponseMessage.of(
            source,
            destination,
            replyId,
            row.status(),
            row.errorCode(),
            refusal.sentence(),
            encryptionOn,
            DateTimeStamp.now(clock));
    return new Answer(row.status(), headers(row), response.toJson());
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
