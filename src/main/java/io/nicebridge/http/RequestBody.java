package io.nicebridge.http;

import io.nicebridge.message.Refusal;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A request's body, left in the socket until somebody asks for it, and then read no further than
 * the limit and no longer than the deadline. What has been read counts among all bodies until
 * nobody holds it any more.
 */
final class RequestBody {
  private static final CompletableFuture<byte[]> FORGOTTEN = CompletableFuture.failedFuture(gone());

  private final HttpServerRequest request;
  private final Context context;
  private final long limit;
  private final Duration deadline;
  private final BodyBudget.Share share;
  private final OpenBodies open;
  private volatile CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private Buffer received = Buffer.buffer();

  RequestBody(
      HttpServerRequest request,
      Context context,
      long limit,
      Duration deadline,
      BodyBudget.Share share,
      OpenBodies open) {
    this.share = share;
    this.open = open;
    this.request = request;
    this.context = context;
    this.limit = limit;
    this.deadline = deadline;
    request.pause();
  }

  /** Starts reading. Completes on the connection's event loop. */
  CompletionStage<byte[]> read() {
    context.runOnContext(go -> start());
    return whole;
  }

  private void start() {
    if (request.response().closed()) {
      whole.completeExceptionally(gone());
      return;
    }
    long timer = context.owner().setTimer(deadline.toMillis(), late -> tooSlow());
    var unused =
        whole.whenComplete(
            (body, failure) -> {
              context.owner().cancelTimer(timer);
              open.ended(this);
            });
    open.opened(this);
    request.exceptionHandler(failure -> whole.completeExceptionally(gone()));
    request.handler(this::take);
    request.endHandler(end -> end());
    // A sender of HTTP/1.0 knows no interim answer (RFC 9110 section 10.1.1).
    if (request.version() == HttpVersion.HTTP_1_1
        && "100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
    request.resume();
  }

  private void end() {
    byte[] bytes = received.getBytes();
    received = Buffer.buffer();
    whole.complete(bytes);
  }

  private void take(Buffer chunk) {
    if (whole.isDone()) {
      return;
    }
    if (RequestDecoding.isBreak(chunk)) {
      refuse(new Refusal(Refusal.Kind.MALFORMED, "the body's chunks cannot be read"));
    } else if (received.length() + (long) chunk.length() > limit) {
      refuse(tooLarge(limit));
    } else {
      try {
        share.add(chunk.length());
        received.appendBuffer(chunk);
      } catch (Refusal overloaded) {
        refuse(overloaded);
      }
    }
  }

  /** What was read, where it was read to its end; else nothing. */
  byte[] received() {
    CompletableFuture<byte[]> now = whole;
    return now.isDone() && !now.isCompletedExceptionally() ? now.join() : new byte[0];
  }

  /** To be called when it is answered: a reader who takes his time must not keep it in memory. */
  void forget() {
    if (whole.isDone()) {
      whole = FORGOTTEN;
    }
  }

  /** Ends the reading; without effect when it has ended. On the event loop. */
  void refuse(Refusal refusal) {
    received = Buffer.buffer();
    whole.completeExceptionally(refusal);
  }

  private void tooSlow() {
    refuse(
        new Refusal(
            Refusal.Kind.MALFORMED,
            "the body was not complete within %ds".formatted(deadline.toSeconds())));
  }

  static Refusal tooLarge(long limit) {
    return new Refusal(
        Refusal.Kind.TOO_LARGE, "the body is larger than the limit of %d bytes".formatted(limit));
  }

  private static Refusal gone() {
    return new Refusal(Refusal.Kind.MALFORMED, "the connection was closed before the body's end");
  }
}
