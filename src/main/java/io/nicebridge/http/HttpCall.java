package io.nicebridge.http;

import io.nicebridge.message.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A call that came by HTTPS, and the way back for its one answer. */
final class HttpCall implements PlainCall {
  /** A body that is cheaper to read to its end than a new TLS handshake. */
  private static final long SMALL_BODY = 64 * 1024;

  /** An answer that is written in one piece, and never refused for want of room. */
  private static final int SMALL_ANSWER = 64 * 1024;

  /** How long the rest of a refused body may still arrive, so that the answer is not lost in it. */
  private static final long LINGER_MS = 2_000;

  private final HttpServerRequest request;
  private final Context context;
  private final RequestBody body;
  private final BodyBudget.Share share;
  private final SlowReaders readers;
  private final BiFunction<Refusal, byte[], CompletionStage<Answer>> refusals;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final Leaving leaving;
  private volatile boolean streams;

  /** Who hears how far the answer is. */
  interface Leaving {
    /** Once, before the others: its answer is known, whatever comes now is too late. */
    void settled(HttpCall call);

    /** Once, before {@link #left}, and only for a large answer: it is being written. */
    void answering();

    /** Once: a small answer is on its way, a large one was taken or never will be. */
    void left();

    /** Once, instead of {@link #left}: an answer without an end begins. */
    void streaming();

    /** Once, after {@link #streaming}: no more of it follows. */
    void streamed();
  }

  /**
   * @param refusals the answer to a refusal, given the request's body
   */
  HttpCall(
      HttpServerRequest request,
      Context context,
      RequestBody body,
      BodyBudget.Share share,
      SlowReaders readers,
      BiFunction<Refusal, byte[], CompletionStage<Answer>> refusals,
      Leaving leaving) {
    this.share = share;
    this.readers = readers;
    this.refusals = refusals;
    this.request = request;
    this.context = context;
    this.body = body;
    this.leaving = leaving;
  }

  @Override
  public Optional<String> authorization() {
    return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION));
  }

  @Override
  public Optional<String> prefer() {
    List<String> fields = request.headers().getAll("Prefer");
    return fields.isEmpty() ? Optional.empty() : Optional.of(String.join(",", fields));
  }

  @Override
  public CompletionStage<byte[]> body() {
    return body.read();
  }

  @Override
  public Runnable hold() {
    share.hold();
    return share::letGo;
  }

  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String target() {
    return request.uri();
  }

  @Override
  public Optional<String> field(String name) {
    List<String> fields = request.headers().getAll(name);
    if (fields.size() > 1) {
      throw new Refusal(
          Refusal.Kind.MALFORMED, "the header field %s must stand there once".formatted(name));
    }
    return fields.stream().findFirst();
  }

  @Override
  public String remote() {
    return request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
  }

  @Override
  public boolean streams() {
    return streams;
  }

  @Override
  public Stream stream(String contentType, Runnable closed) {
    if (!answered.compareAndSet(false, true)) {
      throw new IllegalStateException("the request has an answer already");
    }
    streams = true;
    leaving.settled(this);
    leaving.streaming();
    share.letGo();
    return new HttpStream(
        request,
        context,
        contentType,
        () -> {
          leaving.streamed();
          closed.run();
        });
  }

  @Override
  public void answer(Answer answer) {
    if (answered.compareAndSet(false, true)) {
      leaving.settled(this);
      share.letGo();
      if (answer.body().length > SMALL_ANSWER) {
        enter(answer);
      } else {
        answerSmall(answer);
      }
    }
  }

  /** Its caller is told that the bridge stops, whatever becomes of the call. */
  void dismiss() {
    if (!answered.get()) {
      Refusal stopping =
          new Refusal(
              Refusal.Kind.CLOSING,
              "the bridge is shutting down; the outcome is unknown; the same request may be sent"
                  + " again");
      var unused = refusals.apply(stopping, body.received()).thenAccept(this::answer);
    }
  }

  private void enter(Answer answer) {
    try {
      SlowReaders.Waiting waiting = readers.enter(answer.body().length, this::dropConnection);
      context.runOnContext(go -> writeLarge(answer, waiting));
    } catch (Refusal noRoom) {
      var unused =
          refusals
              .apply(noRoom, body.received())
              .thenAccept(this::answerSmall)
              .exceptionally(
                  fault -> {
                    leaving.left();
                    dropConnection();
                    return null;
                  });
    }
  }

  private void answerSmall(Answer answer) {
    leaving.left();
    context.runOnContext(go -> writeSmall(answer));
  }

  private void writeSmall(Answer answer) {
    body.forget();
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    boolean hangUp = writeHead(answer);
    Future<Void> written = response.end(Buffer.buffer(answer.body()));
    if (!written.isComplete()) {
      SlowReaders.Waiting waiting = readers.stay(answer.body().length, this::dropConnection);
      written.onComplete(done -> waiting.gone());
    }
    closeAfter(written);
    if (!request.isEnded()) {
      skipRemainder(hangUp);
    }
  }

  private void writeLarge(Answer answer, SlowReaders.Waiting waiting) {
    body.forget();
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      waiting.gone();
      leaving.left();
      return;
    }
    leaving.answering();
    boolean hangUp = writeHead(answer);
    Future<Void> written = new PieceByPiece(response, answer.body(), waiting::moved).write();
    written.onComplete(
        done -> {
          waiting.gone();
          leaving.left();
          // Not before: its end may close the connection.
          if (!request.isEnded()) {
            skipRemainder(hangUp);
          }
        });
    closeAfter(written);
  }

  /** Whether the connection must be closed when the rest of the request was read. */
  private boolean writeHead(Answer answer) {
    HttpServerResponse response = request.response();
    response.setStatusCode(answer.status());
    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    response.putHeader("X-Content-Type-Options", "nosniff");
    answer.headers().forEach(response::putHeader);
    boolean hangUp = !request.isEnded() && !remainderIsSmall();
    if (hangUp) {
      response.putHeader(HttpHeaders.CONNECTION, "close");
    }
    return hangUp;
  }

  private void closeAfter(Future<Void> written) {
    boolean last = request.response().headers().contains(HttpHeaders.CONNECTION, "close", true);
    written.onComplete(done -> closeIf(last && request.isEnded()));
  }

  private void dropConnection() {
    RequestDecoding.drop(request.connection());
  }

  /** Closing with unread bytes would reset the connection, and the answer with it: read them. */
  private void skipRemainder(boolean hangUp) {
    request.exceptionHandler(gone -> {});
    request.handler(ignored -> {});
    request.endHandler(end -> closeIf(hangUp));
    request.resume();
    context.owner().setTimer(LINGER_MS, late -> closeIf(hangUp || !request.isEnded()));
  }

  private void closeIf(boolean hangUp) {
    if (hangUp) {
      request.connection().close();
    }
  }

  private boolean remainderIsSmall() {
    @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null) {
      return request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
    }
    // Expect: 100-continue was never answered with one, so the body may never come.
    return length.length() <= 7
        && Long.parseLong(length) <= SMALL_BODY
        && request.getHeader(HttpHeaders.EXPECT) == null;
  }

  @Override
  public String toString() {
    return "HttpCall[" + request.method() + "]";
  }
}
