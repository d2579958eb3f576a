package io.nicebridge.token;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLContext;

/** Where a JWK set is fetched from. Never trusted to be there, to be quick or to be a JWK set. */
public interface KeySource {
  /** The longest JWK set that is read, in bytes. */
  int LONGEST = 256 * 1024;

  /** The bytes as they are now. A failure's message is one sentence fit for a log. */
  CompletionStage<byte[]> fetch();

  /** Whether it is known to differ from what was last fetched. */
  default boolean changed() {
    return false;
  }

  /**
   * Refuses what holds no key to verify with.
   *
   * @throws IllegalArgumentException one sentence part, without anything of the content
   */
  static void require(byte[] json) {
    KeySet.parse(json);
  }

  /**
   * The source at an address from the settings.
   *
   * @param address {@code file:} or {@code https:}; {@code http:} is refused, a key that anybody on
   *     the way can replace verifies nothing
   * @param trust roots for https, instead of those of the Java platform
   */
  static KeySource of(String address, Optional<SSLContext> trust) {
    if (address.startsWith("file:")) {
      return new FileKeys(path(address));
    }
    if (address.startsWith("https://")) {
      return new HttpsKeys(URI.create(address), trust, HttpsKeys.DEADLINE);
    }
    throw new IllegalArgumentException("key set address must begin with file: or https://");
  }

  private static Path path(String address) {
    URI uri = URI.create(address);
    // file:keys.json is opaque to URI and relative to us.
    return uri.isOpaque() ? Path.of(uri.getSchemeSpecificPart()) : Path.of(uri);
  }
}
