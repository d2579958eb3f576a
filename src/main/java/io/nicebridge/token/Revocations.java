package io.nicebridge.token;

import java.util.Optional;
import java.util.Set;

/**
 * Tokens taken back before they expire, by jti (RevokedJSONTokenIDs of the NICE Management and
 * Control objects). Asked at every use of a token, so a new list counts at once.
 */
public final class Revocations {
  /** About 15 MB of NICE's 64-character ids. */
  public static final int MOST = 100_000;

  private volatile Set<String> jwtIds = Set.of();

  public static Revocations none() {
    return new Revocations();
  }

  /** The whole list, in place of the one before. */
  public void replace(Set<String> revoked) {
    if (revoked.size() > MOST) {
      throw new IllegalArgumentException(
          "has " + revoked.size() + " revoked tokens, limit " + MOST);
    }
    jwtIds = Set.copyOf(revoked);
  }

  public int size() {
    return jwtIds.size();
  }

  boolean contains(Optional<String> jwtId) {
    return jwtId.isPresent() && jwtIds.contains(jwtId.get());
  }
}
