package io.nicebridge.http;

import io.nicebridge.message.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;

/** One exchange with a web API: the request goes out, the answer is read up to its limit. */
final class WebAnswer {
  /**
   * @param location of a redirect; empty where there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
  record Reply(int status, String location, byte[] body) {}

  private final HttpClientRequest call;
  private final long limit;
  private final Promise<Reply> reply = Promise.promise();

  WebAnswer(HttpClientRequest call, long limit) {
    this.call = call;
    this.limit = limit;
  }

  Future<Reply> to(Buffer body) {
    call.send(body).onFailure(reply::tryFail).onSuccess(this::read);
    return reply.future();
  }

  private void read(HttpClientResponse response) {
    Buffer received = Buffer.buffer();
    response.exceptionHandler(reply::tryFail);
    response.handler(
        chunk -> {
          if (received.length() + (long) chunk.length() > limit) {
            reply.tryFail(
                new Refusal(
                    Refusal.Kind.BAD_ANSWER,
                    "the answer is larger than the limit of %d bytes".formatted(limit)));
          } else {
            received.appendBuffer(chunk);
          }
        });
    String location = Optional.ofNullable(response.getHeader(HttpHeaders.LOCATION)).orElse("");
    response.endHandler(
        end -> reply.tryComplete(new Reply(response.statusCode(), location, received.getBytes())));
  }
}
