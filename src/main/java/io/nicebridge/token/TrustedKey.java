package io.nicebridge.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.PublicKey;
import java.util.Optional;

/**
 * A public key whose signatures are believed.
 *
 * @param keyId the name that tokens call it by (RFC 7517 section 4.5)
 * @param only the one algorithm it is meant for, when its owner says so (section 4.4)
 * @param identity name, algorithm and thumbprint (RFC 7638) together: the same text, the same key
 */
record TrustedKey(
    Optional<String> keyId, Optional<SignatureAlgorithm> only, PublicKey key, String identity) {

  /** Refuses, with the reason, a JWK that must not verify anything. */
  static TrustedKey of(JWK jwk) {
    if (!(jwk instanceof RSAKey) && !(jwk instanceof ECKey)) {
      throw new IllegalArgumentException("is neither RSA nor EC");
    }
    if (jwk.isPrivate()) {
      throw new IllegalArgumentException("is a private key that has been given away");
    }
    if (jwk.getKeyUse() != null && !KeyUse.SIGNATURE.equals(jwk.getKeyUse())) {
      throw new IllegalArgumentException("has a use that is not sig");
    }
    if (jwk.getKeyOperations() != null && !jwk.getKeyOperations().contains(KeyOperation.VERIFY)) {
      throw new IllegalArgumentException("has key_ops without verify");
    }
    if (jwk.getKeyRevocation() != null) {
      throw new IllegalArgumentException("is revoked");
    }
    try {
      PublicKey key = ((AsymmetricJWK) jwk).toPublicKey();
      return checked(jwk, key, algorithm(jwk, key));
    } catch (JOSEException e) {
      throw new IllegalArgumentException("is not a key this Java can use", e);
    }
  }

  /** From a certificate: there is no name to call it by and no algorithm stated. */
  static TrustedKey of(PublicKey key) {
    KeyRules.objection(key).ifPresent(TrustedKey::refuse);
    return new TrustedKey(Optional.empty(), Optional.empty(), key, "certificate");
  }

  boolean serves(SignatureAlgorithm algorithm) {
    return only.map(algorithm::equals).orElse(true) && algorithm.fits(key);
  }

  private static TrustedKey checked(JWK jwk, PublicKey key, Optional<SignatureAlgorithm> only)
      throws JOSEException {
    KeyRules.objection(key).ifPresent(TrustedKey::refuse);
    Optional<String> keyId = Optional.ofNullable(jwk.getKeyID());
    String identity = keyId + " " + only + " " + jwk.computeThumbprint();
    return new TrustedKey(keyId, only, key, identity);
  }

  private static Optional<SignatureAlgorithm> algorithm(JWK jwk, PublicKey key) {
    if (jwk.getAlgorithm() == null) {
      return Optional.empty();
    }
    Optional<SignatureAlgorithm> stated =
        SignatureAlgorithm.named(jwk.getAlgorithm().getName()).filter(it -> it.fits(key));
    if (stated.isEmpty()) {
      throw new IllegalArgumentException("has an alg that its type cannot sign with");
    }
    return stated;
  }

  private static void refuse(String objection) {
    throw new IllegalArgumentException(objection);
  }

  @Override
  public String toString() {
    return "TrustedKey[" + keyId.orElse("unnamed") + "]";
  }
}
