package io.nicebridge.vms;

import io.nicebridge.id.Malformed;
import io.nicebridge.mark.MarkTime;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to the events of one ONVIF camera (ONVIF Core section 9.2): made when it is
 * needed, renewed when half of its lease is over, made anew when the camera has forgotten it. The
 * transport is somebody else's.
 */
public final class PullPoint {
  private static final Duration LEASE = Duration.ofMinutes(3);
  private static final String LEASE_TEXT = "PT3M";
  private static final String PULL_WAIT = "PT5S";
  private static final String MOST = "32";
  private static final int NONCE = 16;

  private final URI service;
  private final SoapRequest.Account account;
  private final Transport transport;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private @Nullable Lease lease;

  /** Sends a SOAP request to a path of the camera, with a SOAPAction; fails for other than 200. */
  @FunctionalInterface
  public interface Transport {
    CompletionStage<byte[]> post(String path, String action, byte[] body);
  }

  /**
   * What the camera granted.
   *
   * @param path of the subscription, on the camera itself: cameras behind a router name a host that
   *     nobody reaches
   */
  private record Lease(String path, Instant since, Instant until) {
    boolean isHalfOver(Instant now) {
      return now.isAfter(since.plus(Duration.between(since, until).dividedBy(2)));
    }
  }

  /**
   * @param service the camera's event service
   */
  public PullPoint(
      URI service, String username, String password, Transport transport, Clock clock) {
    this.service = service;
    this.account = new SoapRequest.Account(username, password);
    this.transport = transport;
    this.clock = clock;
  }

  /** The notices since the last time; subscribes or renews before, where it is time to. */
  public CompletionStage<List<OnvifNotice>> pull() {
    return granted()
        .thenCompose(this::pull)
        .whenComplete(
            (notices, failure) -> {
              if (failure != null) {
                // It may have forgotten us: the next time we subscribe anew.
                forget();
              }
            });
  }

  private CompletionStage<List<OnvifNotice>> pull(Lease on) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("Timeout", PULL_WAIT);
    parameters.put("MessageLimit", MOST);
    return post(on.path(), SoapRequest.PULL_ACTION, SoapRequest.EVENTS, "PullMessages", parameters)
        .thenApply(OnvifXml::notices);
  }

  private CompletionStage<Lease> granted() {
    Lease now = current();
    if (now == null) {
      return subscribe();
    }
    return now.isHalfOver(clock.instant()) ? renew(now) : CompletableFuture.completedFuture(now);
  }

  private CompletionStage<Lease> subscribe() {
    return post(
            service.getRawPath(),
            SoapRequest.EVENT_ACTION,
            SoapRequest.EVENTS,
            "CreatePullPointSubscription",
            Map.of("InitialTerminationTime", LEASE_TEXT))
        .thenApply(
            answer -> {
              Map<String, String> said =
                  OnvifXml.texts(answer, "Address", "CurrentTime", "TerminationTime");
              return keep(path(said.getOrDefault("Address", "")), said);
            });
  }

  private CompletionStage<Lease> renew(Lease old) {
    return post(
            old.path(),
            SoapRequest.MANAGER_ACTION,
            SoapRequest.NOTIFICATION,
            "Renew",
            Map.of("TerminationTime", LEASE_TEXT))
        .thenApply(
            answer -> keep(old.path(), OnvifXml.texts(answer, "CurrentTime", "TerminationTime")));
  }

  /** Tells the camera that nobody listens any more. */
  public CompletionStage<?> end() {
    Lease last = current();
    forget();
    return last == null
        ? CompletableFuture.completedFuture(null)
        : post(
            last.path(),
            SoapRequest.MANAGER_ACTION,
            SoapRequest.NOTIFICATION,
            "Unsubscribe",
            Map.of());
  }

  private CompletionStage<byte[]> post(
      String path, String actions, String namespace, String name, Map<String, String> parameters) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    String action = actions + name + "Request";
    SoapRequest.Ask ask = new SoapRequest.Ask(action, namespace, name, parameters);
    String to = service.resolve(path).toString();
    return transport.post(path, action, SoapRequest.of(ask, to, account, nonce, clock.instant()));
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
  private synchronized Lease keep(String path, Map<String, String> said) {
    Instant now = clock.instant();
    Duration granted = LEASE;
    if (said.containsKey("CurrentTime") && said.containsKey("TerminationTime")) {
      granted =
          Duration.between(
              MarkTime.parse(said.getOrDefault("CurrentTime", "")),
              MarkTime.parse(said.getOrDefault("TerminationTime", "")));
    }
    Lease fresh = new Lease(path, now, now.plus(granted.isNegative() ? Duration.ZERO : granted));
    lease = fresh;
    return fresh;
  }

  private synchronized @Nullable Lease current() {
    return lease;
  }

  private synchronized void forget() {
    lease = null;
  }
}
