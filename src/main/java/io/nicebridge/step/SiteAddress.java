package io.nicebridge.step;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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
    return checked(what, text, address -> address.getHost() != null);
  }

  /**
   * One that only others follow, so that a host may have a name that we cannot call, such as {@code
   * frigate_nvr}.
   *
   * @throws IllegalArgumentException as {@link #checked} does
   */
  static String link(String what, String text) {
    return checked(
        what, text, address -> address.getHost() != null || isLoose(address.getAuthority()));
  }

  private static boolean isLoose(@Nullable String authority) {
    return authority != null && authority.matches("[A-Za-z0-9._-]+(:[0-9]+)?");
  }

  private static String checked(String what, String text, Predicate<URI> hasHost) {
    if (!text.isEmpty() && !isWeb(text, hasHost)) {
      throw new IllegalArgumentException(
          "%s [%s] must be http:// or https://, a host, and no user"
              .formatted(what, text.replaceFirst("//.*@", "//***@")));
    }
    return text;
  }

  private static boolean isWeb(String text, Predicate<URI> hasHost) {
    try {
      URI address = new URI(text);
      return address.getScheme() != null
          && WEB.contains(address.getScheme())
          && hasHost.test(address)
          && address.getUserInfo() == null;
    } catch (URISyntaxException none) {
      return false;
    }
  }
}
