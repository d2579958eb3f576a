package io.nicebridge.vms;

import io.nicebridge.id.Malformed;
import io.nicebridge.mark.MarkTime;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A subscription at one ONVIF camera's event service (ONVIF Core section 9): made when it is
 * needed, renewed when half of its lease is over, made anew when the camera has forgotten it. The
 * transport is somebody else's.
 */
public final class EventLease {
  /** What is asked for; the camera grants what it likes. */
  static final String ASKED = "PT3M";

  private static final Duration USUAL = Duration.ofMinutes(3);
  private static final int NONCE = 16;

  private final Camera camera;
  private final SoapRequest.Ask subscribe;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private @Nullable Granted granted;

  /** Sends a SOAP request to a path of the camera, with a SOAPAction; fails for other than 200. */
  @FunctionalInterface
  public interface Transport {
    CompletionStage<byte[]> post(String path, String action, byte[] body);
  }

  /**
   * Whose events.
   *
   * @param service its event service
   */
  public record Camera(URI service, String username, String password, Transport transport) {
    /** Never the password. */
    @Override
    public String toString() {
      return service.toString();
    }
  }

  /**
   * What the camera granted.
   *
   * @param path of the subscription, on the camera itself: cameras behind a router name a host that
   *     nobody reaches
   */
  record Granted(String path, Instant since, Instant until) {
    boolean isHalfOver(Instant now) {
      return now.isAfter(since.plus(Duration.between(since, until).dividedBy(2)));
    }
  }

  /**
   * @param subscribe the request that makes a subscription
   */
  EventLease(Camera camera, SoapRequest.Ask subscribe, Clock clock) {
    this.camera = camera;
    this.subscribe = subscribe;
    this.clock = clock;
  }

  /** The subscription, made or renewed where it is time to; forgotten where that fails. */
  CompletionStage<Granted> granted() {
    Granted now = current();
    if (now != null && !now.isHalfOver(clock.instant())) {
      return CompletableFuture.completedFuture(now);
    }
    CompletionStage<Granted> asked = now == null ? subscribe() : renew(now);
    return asked.whenComplete(
        (fresh, failure) -> {
          if (failure != null) {
            forget();
          }
        });
  }

  private CompletionStage<Granted> subscribe() {
    return post(camera.service().getRawPath(), subscribe)
        .thenApply(
            answer -> {
              Map<String, String> said =
                  OnvifXml.texts(answer, "Address", "CurrentTime", "TerminationTime");
              return keep(path(said.getOrDefault("Address", "")), said);
            });
  }

  private CompletionStage<Granted> renew(Granted old) {
    return post(old.path(), SoapRequest.Ask.renew(ASKED))
        .thenApply(
            answer -> keep(old.path(), OnvifXml.texts(answer, "CurrentTime", "TerminationTime")));
  }

  /** Tells the camera that nobody listens any more. */
  public CompletionStage<?> end() {
    Granted last = current();
    forget();
    return last == null
        ? CompletableFuture.completedFuture(null)
        : post(last.path(), SoapRequest.Ask.unsubscribe());
  }

  CompletionStage<byte[]> post(String path, SoapRequest.Ask ask) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    SoapRequest.Account account = new SoapRequest.Account(camera.username(), camera.password());
    String to = camera.service().resolve(path).toString();
    byte[] request = SoapRequest.of(ask, to, account, nonce, clock.instant());
    return camera.transport().post(path, ask.action(), request);
  }

  private static String path(String address) {
    try {
      URI uri = URI.create(address);
      String path = uri.getRawPath();
      if (path == null || !path.startsWith("/")) {
        throw new Malformed("a camera's subscription must have an address");
      }
      return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    } catch (IllegalArgumentException none) {
      throw new Malformed("a camera's subscription must have an address");
    }
  }

  /** By the camera's own clock, which may be years away from ours. */
  private synchronized Granted keep(String path, Map<String, String> said) {
    Instant now = clock.instant();
    Duration lease = USUAL;
    if (said.containsKey("CurrentTime") && said.containsKey("TerminationTime")) {
      lease =
          Duration.between(
              MarkTime.parse(said.getOrDefault("CurrentTime", "")),
              MarkTime.parse(said.getOrDefault("TerminationTime", "")));
    }
    Granted fresh = new Granted(path, now, now.plus(lease.isNegative() ? Duration.ZERO : lease));
    granted = fresh;
    return fresh;
  }

  private synchronized @Nullable Granted current() {
    return granted;
  }

  synchronized void forget() {
    granted = null;
  }
}
