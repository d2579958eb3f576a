package io.nicebridge.step;

import io.nicebridge.vms.EventLease;
import io.nicebridge.vms.PushPoint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that one ONVIF camera sends its notices to an {@link OnvifListener}: {@code to:
 * site:<bean>} subscribes, and renews when half of the lease is over. The address that it gives the
 * camera ends with a key, by which the camera proves later that it is the one.
 */
public final class OnvifNotify extends OnvifCamera {
  private static final int KEY_BYTES = 32;
  private static final int SHORTEST_KEY = 20;

  private final AtomicBoolean busy = new AtomicBoolean();
  private String key = fresh();
  private String listener = "";
  private volatile @Nullable PushPoint subscription;

  private static String fresh() {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /**
   * The end of the address that the camera sends to, or {@code file:} and the file that holds it.
   * Empty: one that is made now, which nobody knows but the camera.
   */
  public void setKey(String key) {
    if (key.isEmpty()) {
      return;
    }
    String given = SiteCall.secret(key);
    if (!given.matches("[A-Za-z0-9._~-]{" + SHORTEST_KEY + ",200}")) {
      throw new IllegalArgumentException(
          "the key of a camera, of length [%d], must be %d to 200 letters, digits, . _ ~ and -"
              .formatted(given.length(), SHORTEST_KEY));
    }
    this.key = given;
  }

  /**
   * The listener's address as the camera reaches it, such as {@code
   * https://bridge.example:8443/onvif}.
   */
  public void setListener(String address) {
    if (!SiteAddress.checked("listener", address).matches("(https://.*)?")) {
      throw new IllegalArgumentException(
          "listener [%s] must be https://: it ends with the camera's key".formatted(address));
    }
    this.listener = address.replaceFirst("/+$", "");
  }

  boolean isKey(String shown) {
    return MessageDigest.isEqual(
        key.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  CompletionStage<?> begin(Exchange exchange) {
    // Without an address of the camera it has been told by hand where to send.
    if (!isCalled() || !busy.compareAndSet(false, true)) {
      return CompletableFuture.completedFuture(null);
    }
    return subscription()
        .keep()
        .handle(
            (kept, failure) -> {
              busy.set(false);
              note(failure);
              return exchange;
            });
  }

  private PushPoint subscription() {
    PushPoint known = subscription;
    if (known == null) {
      String consumer = listener + "/" + camera() + "/" + key;
      known = new PushPoint(service(), consumer, Clock.systemUTC());
      subscription = known;
    }
    return known;
  }

  @Override
  @Nullable EventLease lease() {
    PushPoint known = subscription;
    return known == null ? null : known.lease();
  }
}
