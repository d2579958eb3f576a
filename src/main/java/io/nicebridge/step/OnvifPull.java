package io.nicebridge.step;

import io.nicebridge.vms.EventLease;
import io.nicebridge.vms.PullPoint;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Asks one ONVIF camera for its notices: {@code to: site:<bean>}. The body is what it answered
 * then, in XML, and none while the camera is not there.
 */
public final class OnvifPull extends OnvifCamera {
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile @Nullable PullPoint subscription;

  @Override
  CompletionStage<?> begin(Exchange exchange) {
    exchange.getMessage().setBody(null);
    if (!busy.compareAndSet(false, true)) {
      return CompletableFuture.completedFuture(null);
    }
    return subscription()
        .pull()
        .handle(
            (answer, failure) -> {
              busy.set(false);
              note(failure);
              if (failure == null) {
                exchange.getMessage().setBody(answer);
              }
              return exchange;
            });
  }

  private PullPoint subscription() {
    PullPoint known = subscription;
    if (known == null) {
      known = new PullPoint(service(), Clock.systemUTC());
      subscription = known;
    }
    return known;
  }

  @Override
  @Nullable EventLease lease() {
    PullPoint known = subscription;
    return known == null ? null : known.lease();
  }
}
