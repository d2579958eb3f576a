package io.nicebridge.http;

import io.vertx.ext.web.client.WebClientOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * How webhooks are called: over TLS only, certificates and host names verified, the TLS of NICE 0.9
 * section 5, and no redirect followed, which would take a signed event to another host.
 */
public final class WebhookClient {
  private WebhookClient() {}

  /**
   * The options of a client.
   *
   * @param trustStore whom to trust; empty for the JDK's own list
   */
  public static WebClientOptions options(
      Optional<Path> trustStore, Optional<String> password, Duration connectTimeout) {
    WebClientOptions options = new WebClientOptions();
    options
        .setFollowRedirects(false)
        .setUserAgentEnabled(false)
        .setSsl(true)
        .setVerifyHost(true)
        .setEnabledSecureTransportProtocols(Set.copyOf(TlsSettings.PROTOCOLS))
        .setConnectTimeout((int) connectTimeout.toMillis())
        .setSslHandshakeTimeout(connectTimeout.toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setDecompressionSupported(false);
    trustStore
        .map(file -> TlsMaterial.trust(file, password.orElse("")))
        .ifPresent(options::setTrustOptions);
    return options;
  }
}
