package io.nicebridge.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/** Nimbus, asked one question: did this key sign this token with this algorithm? */
final class SignatureCheck {
  private SignatureCheck() {}

  static boolean holds(CompactToken token, SignatureAlgorithm algorithm, TrustedKey key) {
    byte[] signature = token.signature();
    // A DER signature, or one for another curve, is no signature here (RFC 7518 section 3.4).
    if (!key.serves(algorithm) || signature.length != algorithm.signatureLength(key.key())) {
      return false;
    }
    try {
      // A header of our own: nothing else of the token's reaches the library.
      return verifier(key)
          .verify(
              new JWSHeader(algorithm.jws()), token.signingInput(), Base64URL.encode(signature));
    } catch (JOSEException | RuntimeException e) {
      return false;
    }
  }

  private static JWSVerifier verifier(TrustedKey key) throws JOSEException {
    JWSVerifier verifier =
        key.key() instanceof ECPublicKey ec
            ? new ECDSAVerifier(ec)
            : new RSASSAVerifier((RSAPublicKey) key.key());
    NativeSignatures.provider().ifPresent(verifier.getJCAContext()::setProvider);
    return verifier;
  }
}
