package io.nicebridge.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * The signature algorithms that can be allowed at all (RFC 7518 section 3.1), each with the one
 * kind of key it goes with. {@code none} and the symmetric ones are not here, so no setting can
 * switch them on (RFC 8725 section 3.2).
 */
enum SignatureAlgorithm {
  ES256("P-256"),
  ES384("P-384"),
  ES512("P-521"),
  RS256,
  RS384,
  RS512,
  PS256,
  PS384,
  PS512;

  private static final String RSA = "";

  private final String curve;

  SignatureAlgorithm() {
    this.curve = RSA;
  }

  SignatureAlgorithm(String curve) {
    this.curve = curve;
  }

  /** By its name in a header, case-sensitive (RFC 7515 section 4.1.1). */
  static Optional<SignatureAlgorithm> named(String name) {
    return Arrays.stream(values()).filter(known -> known.name().equals(name)).findFirst();
  }

  JWSAlgorithm jws() {
    return JWSAlgorithm.parse(name());
  }

  /** One algorithm, one kind of key: RSA for RS and PS, exactly its own curve for each ES. */
  boolean fits(PublicKey key) {
    if (curve.equals(RSA)) {
      return key instanceof RSAPublicKey;
    }
    return key instanceof ECPublicKey ec
        && new Curve(curve).equals(Curve.forECParameterSpec(ec.getParams()));
  }

  /**
   * Bytes of a signature: r and s side by side (RFC 7518 section 3.4), or as long as the modulus.
   */
  int signatureLength(PublicKey key) {
    if (key instanceof ECPublicKey ec) {
      return 2 * bytes(ec.getParams().getCurve().getField().getFieldSize());
    }
    return key instanceof RSAPublicKey rsa ? bytes(rsa.getModulus().bitLength()) : 0;
  }

  private static int bytes(int bits) {
    return (bits + 7) / 8;
  }
}
