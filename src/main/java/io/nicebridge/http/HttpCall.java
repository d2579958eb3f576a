package io.nicebridge.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A call that came by HTTPS, and the way back for its one answer. */
final class HttpCall implements AnsweredCall {
  /** A body that is cheaper to read to its end than a new TLS handshake. */
  private static final long SMALL_BODY = 64 * 1024;

  /** How long the rest of a refused body may still arrive, so that the answer is not lost in it. */
  private static final long LINGER_MS = 2_000;

  private final HttpServerRequest request;
  private final Context context;
  private final RequestBody body;
  private final BodyBudget.Share share;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final Runnable leaving;

  /**
   * @param leaving run once, when the answer is on its way
   */
  HttpCall(
      HttpServerRequest request,
      Context context,
      RequestBody body,
      BodyBudget.Share share,
      Runnable leaving) {
    this.share = share;
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
  public void answer(Answer answer) {
    if (answered.compareAndSet(false, true)) {
      leaving.run();
      share.letGo();
      context.runOnContext(go -> write(answer));
    }
  }

  private void write(Answer answer) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    response.setStatusCode(answer.status());
    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    response.putHeader("X-Content-Type-Options", "nosniff");
    answer.headers().forEach(response::putHeader);
    boolean hangUp = !request.isEnded() && !remainderIsSmall();
    if (hangUp) {
      response.putHeader(HttpHeaders.CONNECTION, "close");
    }
    boolean last = response.headers().contains(HttpHeaders.CONNECTION, "close", true);
    response
        .end(Buffer.buffer(answer.body()))
        .onComplete(written -> closeIf(last && request.isEnded()));
    if (!request.isEnded()) {
      skipRemainder(hangUp);
    }
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
