package io.nicebridge.step;

import io.nicebridge.http.SiteSession;
import io.nicebridge.vms.PullPoint;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one ONVIF camera for its notices, as a route file declares it: {@code to: site:<bean>}. The
 * body is a list of them then, empty while the camera is not there: that is said in the log, once.
 */
public final class OnvifPull extends AsyncStep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OnvifPull.class);
  private static final int OK = 200;
  private static final long LAST_WORDS_MILLIS = 1_000;

  private final SiteCall site = new SiteCall();
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicBoolean missed = new AtomicBoolean();
  private String camera = "";
  private String url = "";
  private String username = "";
  private String password = "";
  private volatile @Nullable PullPoint subscription;

  /** Its name in the table of cameras. */
  public void setCamera(String camera) {
    this.camera = camera;
  }

  /** Of its event service, such as {@code http://192.0.2.15/onvif/event_service}. */
  public void setUrl(String url) {
    this.url = url;
    site.setUrl(url.replaceFirst("^(https?://[^/]*).*$", "$1"));
  }

  public void setUsername(String username) {
    this.username = username;
  }

  /** The password, or {@code file:} and the file that holds it. */
  public void setPassword(String password) {
    this.password = password;
  }

  /** PKCS12 or PEM, for https. */
  public void setTrustStore(String file) {
    site.setTrustStore(file);
  }

  /** The SHA-256 of a certificate that signed itself, for https. */
  public void setPin(String sha256) {
    site.setPin(sha256);
  }

  @Override
  CompletionStage<?> begin(Exchange exchange) {
    exchange.setProperty(OnvifEvents.CAMERA, camera);
    exchange.getMessage().setBody(List.of());
    if (!busy.compareAndSet(false, true)) {
      return CompletableFuture.completedFuture(null);
    }
    return subscription()
        .pull()
        .handle(
            (notices, failure) -> {
              busy.set(false);
              note(failure);
              if (failure == null) {
                exchange.getMessage().setBody(notices);
              }
              return exchange;
            });
  }

  private PullPoint subscription() {
    PullPoint known = subscription;
    if (known == null) {
      known =
          new PullPoint(
              URI.create(url), username, SiteCall.secret(password), this::post, Clock.systemUTC());
      subscription = known;
    }
    return known;
  }

  private CompletionStage<byte[]> post(String path, String action, byte[] body) {
    String type = "application/soap+xml; charset=utf-8; action=\"" + action + "\"";
    return site.session()
        .ask(new SiteSession.Ask("POST", path, type, body))
        .thenApply(
            reply -> {
              if (reply.status() != OK) {
                throw new CompletionException(
                    new IOException("it answered with HTTP status " + reply.status()));
              }
              return reply.body().getBytes(StandardCharsets.UTF_8);
            });
  }

  private void note(@Nullable Throwable failure) {
    if (failure == null) {
      if (missed.getAndSet(false)) {
        LOG.info("camera {} notifies again", camera);
      }
    } else if (!missed.getAndSet(true)) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      LOG.warn(
          "camera {} does not notify: {} {}",
          camera,
          cause.getClass().getSimpleName(),
          cause instanceof IOException ? cause.getMessage() : "");
    }
  }

  /** Unsubscribes: the route stops. */
  @Override
  public void close() {
    PullPoint last = subscription;
    if (last != null) {
      try {
        var unused = last.end().toCompletableFuture().get(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception gone) {
        LOG.debug("camera {} was not told that nobody listens any more", camera);
      }
    }
  }
}
