package io.nicebridge.token;

import com.nimbusds.jose.jwk.Curve;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.Set;

/** What a public key must be before anything signed with it is believed (RFC 8725 section 3.5). */
final class KeyRules {
  private static final int FEWEST_RSA_BITS = 2_048;
  // A check grows with the square of this; nobody real is beyond.
  private static final int MOST_RSA_BITS = 8_192;
  private static final int MOST_EXPONENT_BITS = 64;
  private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.P_521);

  private KeyRules() {}

  /** Why this key is not used, or nothing when it is. */
  static Optional<String> objection(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      return objection(rsa);
    }
    if (key instanceof ECPublicKey ec) {
      Curve curve = Curve.forECParameterSpec(ec.getParams());
      return curve != null && CURVES.contains(curve)
          ? Optional.empty()
          : Optional.of("is on a curve that is not P-256, P-384 or P-521");
    }
    return Optional.of("is neither RSA nor EC");
  }

  private static Optional<String> objection(RSAPublicKey key) {
    int bits = key.getModulus().bitLength();
    if (bits < FEWEST_RSA_BITS || bits > MOST_RSA_BITS) {
      return Optional.of(
          "has " + bits + " bits, must have " + FEWEST_RSA_BITS + " to " + MOST_RSA_BITS);
    }
    BigInteger exponent = key.getPublicExponent();
    if (exponent.compareTo(BigInteger.ONE) <= 0
        || exponent.bitLength() > MOST_EXPONENT_BITS
        || !exponent.testBit(0)
        || !key.getModulus().testBit(0)) {
      return Optional.of("has an exponent or modulus that no RSA key has");
    }
    return RocaShape.matches(key.getModulus())
        ? Optional.of("has the shape of CVE-2017-15361 (ROCA)")
        : Optional.empty();
  }
}
