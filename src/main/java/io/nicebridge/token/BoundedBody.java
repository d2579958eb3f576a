package io.nicebridge.token;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** An HTTP body up to a length; beyond it the connection is dropped, not read to the end. */
final class BoundedBody implements BodySubscriber<byte[]> {
  private final BodySubscriber<byte[]> kept = BodySubscribers.ofByteArray();
  private final int longest;
  private @Nullable Subscription subscription;
  private long received;

  BoundedBody(int longest) {
    this.longest = longest;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return kept.getBody();
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    kept.onSubscribe(subscription);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    received += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
    if (received <= longest) {
      kept.onNext(buffers);
      return;
    }
    if (subscription != null) {
      subscription.cancel();
    }
    kept.onError(new IOException("answered with more than " + longest + " bytes"));
  }

  @Override
  public void onError(Throwable failure) {
    kept.onError(failure);
  }

  @Override
  public void onComplete() {
    kept.onComplete();
  }
}
