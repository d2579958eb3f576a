package io.nicebridge.step;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** The address of a system beside the bridge, as a route file declares it. */
final class SiteAddress {
  private static final Set<String> WEB = Set.of("http", "https");

  private SiteAddress() {}

  /**
   * The address as it is, or none.
   *
   * @throws IllegalArgumentException when it is neither; a name and a password in it are not shown
   */
  static String checked(String what, String text) {
    if (!text.isEmpty() && !isWeb(text)) {
      throw new IllegalArgumentException(
          "%s [%s] must be http:// or https://, a host, and no user"
              .formatted(what, text.replaceFirst("//.*@", "//***@")));
    }
    return text;
  }

  private static boolean isWeb(String text) {
    try {
      URI address = new URI(text);
      return address.getScheme() != null
          && WEB.contains(address.getScheme())
          && address.getHost() != null
          && address.getUserInfo() == null;
    } catch (URISyntaxException none) {
      return false;
    }
  }
}
