package io.nicebridge.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** An answer's text up to a size; what is more is not read. */
final class BoundedText implements BodySubscriber<String> {
  private static final int MOST = 256 * 1024;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<String> text = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;

  static BodyHandler<String> handler() {
    return (HttpResponse.ResponseInfo info) -> new BoundedText();
  }

  @Override
  public CompletionStage<String> getBody() {
    return text;
  }

  @Override
  public void onSubscribe(Flow.Subscription started) {
    subscription = started;
    started.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      int more = Math.min(buffer.remaining(), MOST - bytes.size());
      byte[] part = new byte[more];
      buffer.get(part);
      bytes.writeBytes(part);
    }
    Flow.Subscription running = subscription;
    if (bytes.size() >= MOST && running != null) {
      running.cancel();
      onComplete();
    }
  }

  @Override
  public void onError(Throwable broken) {
    text.completeExceptionally(broken);
  }

  @Override
  public void onComplete() {
    text.complete(bytes.toString(StandardCharsets.UTF_8));
  }
}
