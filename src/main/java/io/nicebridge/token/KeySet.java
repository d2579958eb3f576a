package io.nicebridge.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A JWK set (RFC 7517 section 5) after the bad keys have been left out: one bad key takes nothing
 * from the good ones. Of two keys with one kid the first is used, so that a name means one key.
 */
final class KeySet {
  /** Tokens without kid are tried against no more keys than this: each try costs a check. */
  static final int MOST_TRIES = 8;

  private static final int MOST_KEYS = 256;

  private final List<TrustedKey> keys = new ArrayList<>();
  private final Set<String> identities = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private final List<String> leftOut = new ArrayList<>();

  private KeySet() {}

  /** Refuses, in a sentence, what holds no key to verify with. */
  static KeySet parse(byte[] json) {
    JsonNode keys =
        StrictJson.object(json)
            .map(set -> set.path("keys"))
            .filter(JsonNode::isArray)
            .orElseThrow(() -> new IllegalArgumentException("is not a JWK set"));
    if (keys.size() > MOST_KEYS) {
      throw new IllegalArgumentException("has " + keys.size() + " keys, limit " + MOST_KEYS);
    }
    KeySet set = new KeySet();
    for (int i = 0; i < keys.size(); i++) {
      set.add(i, keys.path(i));
    }
    if (set.keys.isEmpty()) {
      throw new IllegalArgumentException(
          "has no key to verify with" + (set.leftOut.isEmpty() ? "" : ": " + set.leftOut));
    }
    return set;
  }

  private void add(int index, JsonNode json) {
    JWK jwk;
    try {
      jwk = JWK.parse(json.toString());
    } catch (ParseException | RuntimeException e) {
      // Its message may quote the key.
      leftOut.add("key " + index + " is not a JWK");
      return;
    }
    try {
      add(TrustedKey.of(jwk));
    } catch (IllegalArgumentException e) {
      leftOut.add("key " + index + " " + e.getMessage());
    }
  }

  private void add(TrustedKey key) {
    if (key.keyId().isPresent() && !names.add(key.keyId().get())) {
      throw new IllegalArgumentException("has the kid of an earlier key");
    }
    keys.add(key);
    identities.add(key.identity());
  }

  /** The keys that may have signed: the one of that name, or without a name a few that could. */
  List<TrustedKey> candidates(Optional<String> keyId, SignatureAlgorithm algorithm) {
    return keys.stream()
        .filter(key -> keyId.isEmpty() || keyId.equals(key.keyId()))
        .filter(key -> key.serves(algorithm))
        .limit(MOST_TRIES)
        .toList();
  }

  boolean hasName(String keyId) {
    return names.contains(keyId);
  }

  boolean holds(String identity) {
    return identities.contains(identity);
  }

  int size() {
    return keys.size();
  }

  /** One sentence part for each key that is not used: which, and why. */
  List<String> leftOut() {
    return List.copyOf(leftOut);
  }
}
