package io.nicebridge.http;

import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/** An answer without an end of its own: chunked, and only as fast as its reader reads. */
final class HttpStream implements PlainCall.Stream {
  /** Bytes. Whoever reads more slowly than that is hung up on, and may come again. */
  private static final int MOST_UNREAD = 1024 * 1024;

  private final HttpServerResponse response;
  private final HttpServerRequest request;
  private final Context context;
  private final Runnable closed;
  private final AtomicBoolean over = new AtomicBoolean();

  HttpStream(HttpServerRequest request, Context context, String contentType, Runnable closed) {
    this.request = request;
    this.response = request.response();
    this.context = context;
    this.closed = closed;
    context.runOnContext(go -> begin(contentType));
  }

  private void begin(String contentType) {
    if (response.closed()) {
      end();
      return;
    }
    response.closeHandler(gone -> end());
    response.exceptionHandler(gone -> end());
    request.exceptionHandler(gone -> end());
    response.setStatusCode(200);
    response.setWriteQueueMaxSize(MOST_UNREAD);
    response.setChunked(true);
    response.putHeader(HttpHeaders.CONTENT_TYPE, contentType);
    response.putHeader("X-Content-Type-Options", "nosniff");
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    // Whatever follows on this connection would have to wait for ever.
    response.putHeader(HttpHeaders.CONNECTION, "close");
    request.resume();
  }

  @Override
  public void send(String text) {
    if (!over.get()) {
      context.runOnContext(go -> write(text));
    }
  }

  private void write(String text) {
    if (over.get()) {
      return;
    }
    if (response.closed() || response.writeQueueFull()) {
      end();
      request.connection().close();
      return;
    }
    // What cannot be written closes the connection, which ends this.
    var unused = response.write(text);
  }

  @Override
  public void close() {
    context.runOnContext(
        go -> {
          if (!response.closed() && !response.ended()) {
            var unused = response.end().onComplete(done -> request.connection().close());
          }
          end();
        });
  }

  private void end() {
    if (over.compareAndSet(false, true)) {
      closed.run();
    }
  }
}
