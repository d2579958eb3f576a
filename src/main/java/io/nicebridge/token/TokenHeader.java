package io.nicebridge.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nicebridge.token.TokenRefused.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The part of a token's header that verification needs (RFC 7515 section 4.1). {@code jwk}, {@code
 * jku} and {@code x5u} are not read: a token does not bring its own key, and nothing it says makes
 * the bridge connect to anywhere (RFC 8725 section 3.10).
 *
 * @param certificates x5c, leaf first, each in standard base64; empty when absent
 */
record TokenHeader(
    SignatureAlgorithm algorithm, Optional<String> keyId, List<String> certificates) {
  private static final int LONGEST_KEY_ID = 256;
  static final int MOST_CERTIFICATES = 5;

  /** RFC 8725 section 3.11: a token made for something else names another type. */
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

  TokenHeader {
    certificates = List.copyOf(certificates);
  }

  static TokenHeader parse(byte[] json, Set<String> allowed) {
    ObjectNode header =
        StrictJson.object(json).orElseThrow(() -> malformed("is not one JSON object"));
    SignatureAlgorithm algorithm = algorithm(header.path("alg"), allowed);
    checkExtensions(header);
    checkType(header);
    return new TokenHeader(algorithm, keyId(header), certificates(header));
  }

  /** RFC 8725 section 3.1: before any key is looked for. */
  private static SignatureAlgorithm algorithm(JsonNode alg, Set<String> allowed) {
    return Optional.of(alg.asText())
        .filter(name -> alg.isTextual() && allowed.contains(name))
        .flatMap(SignatureAlgorithm::named)
        .orElseThrow(
            () -> new TokenRefused(Reason.ALGORITHM, "the token's alg must be one of " + allowed));
  }

  /** RFC 7515 section 4.1.11: what is critical and unknown ends it. RFC 7797: no bare payload. */
  private static void checkExtensions(ObjectNode header) {
    if (header.has("crit")) {
      throw malformed("has crit, no extension is known");
    }
    if (header.has("b64") && !header.path("b64").equals(header.booleanNode(true))) {
      throw malformed("has b64, the payload must be base64url");
    }
  }

  private static void checkType(ObjectNode header) {
    JsonNode type = header.path("typ");
    // NICE authorities leave typ out.
    if (!type.isMissingNode()
        && !(type.isTextual() && TYPES.contains(type.asText().toLowerCase(Locale.ROOT)))) {
      throw new TokenRefused(Reason.TYPE, "the token's typ must be JWT or at+jwt, or absent");
    }
    // RFC 7519 section 5.2: another token inside.
    String content = header.path("cty").asText("").toLowerCase(Locale.ROOT);
    if (content.equals("jwt") || content.equals("application/jwt")) {
      throw new TokenRefused(Reason.TYPE, "the token's cty says nested, it must not be");
    }
  }

  private static Optional<String> keyId(ObjectNode header) {
    JsonNode kid = header.path("kid");
    if (kid.isMissingNode()) {
      return Optional.empty();
    }
    String text = kid.asText();
    if (!kid.isTextual() || text.isEmpty() || text.length() > LONGEST_KEY_ID) {
      throw malformed("has a kid that is not a string of 1 to " + LONGEST_KEY_ID + " characters");
    }
    return Optional.of(text);
  }

  private static List<String> certificates(ObjectNode header) {
    JsonNode chain = header.path("x5c");
    if (chain.isMissingNode()) {
      return List.of();
    }
    if (!chain.isArray() || chain.isEmpty() || chain.size() > MOST_CERTIFICATES) {
      throw malformed("has an x5c that is not 1 to " + MOST_CERTIFICATES + " certificates");
    }
    List<String> certificates = new ArrayList<>();
    for (JsonNode certificate : chain) {
      if (!certificate.isTextual()) {
        throw malformed("has an x5c entry that is not a string");
      }
      certificates.add(certificate.asText());
    }
    return certificates;
  }

  private static TokenRefused malformed(String how) {
    return new TokenRefused(Reason.MALFORMED, "the token's header " + how);
  }
}
