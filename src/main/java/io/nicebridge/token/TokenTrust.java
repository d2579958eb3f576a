package io.nicebridge.token;

import java.util.Optional;

/**
 * Whose signatures count: a key set, roots for tokens that bring their certificate chain, or both.
 * With both, a token that has x5c is judged by its chain and every other by the key set.
 */
public record TokenTrust(Optional<RefreshedKeys> keys, Optional<TrustedRoots> roots) {
  public TokenTrust {
    if (keys.isEmpty() && roots.isEmpty()) {
      throw new IllegalArgumentException("token trust needs a key set or roots, has neither");
    }
  }
}
