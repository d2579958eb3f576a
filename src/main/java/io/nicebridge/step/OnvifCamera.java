package io.nicebridge.step;

import io.nicebridge.http.SiteSession;
import io.nicebridge.vms.EventLease;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event service of one ONVIF camera, as a route file declares it. That it does not answer is
 * said in the log, once, and when it does again.
 */
abstract class OnvifCamera extends AsyncStep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OnvifCamera.class);
  private static final int OK = 200;
  private static final long LAST_WORDS_MILLIS = 1_000;

  private final SiteCall site = new SiteCall();
  private final AtomicBoolean missed = new AtomicBoolean();
  private String camera = "";
  private String url = "";
  private String username = "";
  private String password = "";

  /** Its name in the table of cameras. */
  public void setCamera(String camera) {
    this.camera = camera;
  }

  /** Of its event service, such as {@code http://192.0.2.15/onvif/event_service}. */
  public void setUrl(String url) {
    this.url = SiteAddress.checked("url", url);
    site.setUrl(url.replaceFirst("^(https?://[^/]*).*$", "$1"));
  }

  public void setUsername(String username) {
    this.username = username;
    site.setUsername(username);
  }

  /** The password, or {@code file:} and the file that holds it. */
  public void setPassword(String password) {
    this.password = password;
    site.setPassword(password);
  }

  /** digest, for a camera that wants HTTP Digest beside the token in each message; else none. */
  public void setLogin(String login) {
    site.setLogin(login);
  }

  /** PKCS12 or PEM, for https. */
  public void setTrustStore(String file) {
    site.setTrustStore(file);
  }

  /** The SHA-256 of a certificate that signed itself, for https. */
  public void setPin(String sha256) {
    site.setPin(sha256);
  }

  String camera() {
    return camera;
  }

  boolean isCalled() {
    return !url.isEmpty();
  }

  EventLease.Camera service() {
    return new EventLease.Camera(URI.create(url), username, SiteCall.secret(password), this::post);
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
              return reply.body();
            });
  }

  void note(@Nullable Throwable failure) {
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

  /** The subscription, where there was one. */
  abstract @Nullable EventLease lease();

  /** Unsubscribes: the route stops. */
  @Override
  public void close() {
    EventLease last = lease();
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
