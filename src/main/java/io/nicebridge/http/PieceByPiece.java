package io.nicebridge.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * Writes a large answer, each piece when the one before it has gone into the socket. Written whole
 * it would be encrypted whole, into memory outside the heap, where it would wait for its reader.
 *
 * <p>On the connection's event loop.
 */
final class PieceByPiece {
  /** Two TLS records: few system calls, and little to hold for a reader who stands still. */
  private static final int PIECE = 32 * 1024;

  private final HttpServerResponse response;
  private final byte[] body;
  private final Runnable moved;
  private final Promise<Void> end = Promise.promise();
  private int next;

  /**
   * @param moved run after each piece that was taken
   */
  PieceByPiece(HttpServerResponse response, byte[] body, Runnable moved) {
    this.response = response;
    this.body = body;
    this.moved = moved;
  }

  /** Ends when all of it was taken; fails when the connection ends before that. */
  Future<Void> write() {
    response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
    writeOn();
    return end.future();
  }

  private void writeOn() {
    while (body.length - next > PIECE) {
      Future<Void> taken = response.write(piece(PIECE));
      // A loop where the socket takes it at once: calling ourselves would have no bound.
      if (!taken.isComplete()) {
        taken.onComplete(done -> moved.run()).onSuccess(done -> writeOn()).onFailure(end::tryFail);
        return;
      }
      if (taken.failed()) {
        end.tryFail(taken.cause());
        return;
      }
      moved.run();
    }
    response.end(piece(body.length - next)).onComplete(end);
  }

  private Buffer piece(int length) {
    Buffer piece = Buffer.buffer(length).appendBytes(body, next, length);
    next += length;
    return piece;
  }
}
