package io.nicebridge.http;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A system beside the bridge that is called by HTTP.
 *
 * @param url with scheme and authority, perhaps a path below which everything is
 * @param trustStore whom to trust: PKCS12 or PEM; empty for those whom the Java platform trusts
 * @param pin the SHA-256 of its certificate in hexadecimal, for one that signed itself
 */
public record Site(
    URI url,
    Login login,
    String username,
    String password,
    Optional<Path> trustStore,
    String trustStorePassword,
    Optional<String> pin) {
  /** How it wants to know who calls. */
  public enum Login {
    NONE,
    /** RFC 7617. */
    BASIC,
    /** RFC 7616. */
    DIGEST,
    /** Network Optix: a session, and its token as bearer. */
    NX,
    /** Frigate: a session, and its cookie's token as bearer. */
    FRIGATE
  }

  /** Never the password. */
  @Override
  public String toString() {
    return url.getScheme() + "://" + url.getAuthority();
  }

  /** Where a path of it is. */
  URI at(String path) {
    String base = url.toString();
    return URI.create(
        base.endsWith("/") ? base.substring(0, base.length() - 1) + path : base + path);
  }

  /**
   * Whether credentials may follow a redirect: to the same host, or to another one of the same
   * system's relay ({@code <system>.relay.vmsproxy.com}), and never out of TLS.
   */
  boolean owns(URI other) {
    if (other.getHost() == null || !url.getScheme().equalsIgnoreCase(other.getScheme())) {
      return false;
    }
    return other.getHost().equalsIgnoreCase(url.getHost())
        ? port(other) == port(url)
        : isRelay(url.getHost())
            && isRelay(other.getHost())
            && label(other.getHost()).equalsIgnoreCase(label(url.getHost()));
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0
        ? uri.getPort()
        : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  private static boolean isRelay(String host) {
    return host.toLowerCase(Locale.ROOT).endsWith(".vmsproxy.com");
  }

  private static String label(String host) {
    return host.substring(0, host.indexOf('.'));
  }
}
