package io.nicebridge.http;

import io.vertx.core.net.TrustOptions;
import io.vertx.ext.web.client.WebClientOptions;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * How a system beside the bridge is called, as a route file declares it: {@code
 * webClientOptions=#name}. Follows no redirect, which would take the credentials elsewhere; where
 * the address is an https one, certificates and host names are verified, by a trust store of this
 * system's own if it has one.
 */
public final class SiteClient extends WebClientOptions {
  private static final int CONNECT_MILLIS = 5_000;

  private String trustStorePassword = "";

  public SiteClient() {
    setFollowRedirects(false);
    setUserAgentEnabled(false);
    setVerifyHost(true);
    setEnabledSecureTransportProtocols(Set.copyOf(TlsSettings.PROTOCOLS));
    setConnectTimeout(CONNECT_MILLIS);
    setSslHandshakeTimeout(CONNECT_MILLIS);
    setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    setDecompressionSupported(false);
  }

  /** Of a PKCS12 store; stands above the store itself. */
  public void setTrustStorePassword(String password) {
    this.trustStorePassword = password;
  }

  /** Whom to trust: PKCS12 or PEM; empty for those whom the Java platform trusts. */
  public void setTrustStore(String file) {
    if (!file.isEmpty()) {
      TrustOptions trust =
          TlsMaterial.trust(Path.of(file.replaceFirst("^file:", "")), trustStorePassword);
      setTrustOptions(trust);
    }
  }
}
