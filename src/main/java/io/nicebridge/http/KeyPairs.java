package io.nicebridge.http;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.List;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Whether private keys belong to their certificates: a pair that does not fit loads without a word,
 * and fails in every handshake.
 */
final class KeyPairs {
  private static final List<String> KINDS = List.of("RSA", "RSASSA-PSS", "EC", "EdDSA");
  private static final byte[] SAMPLE = {1, 2, 3};

  private KeyPairs() {}

  /**
   * Signs with each key and verifies with its certificate.
   *
   * @throws GeneralSecurityException where that fails, or where there is no key at all
   */
  static void requireFit(X509ExtendedKeyManager keys) throws GeneralSecurityException {
    boolean any = false;
    for (String kind : KINDS) {
      String[] aliases = keys.getServerAliases(kind, null);
      for (String alias : aliases == null ? new String[0] : aliases) {
        any = true;
        requireFit(keys.getPrivateKey(alias), keys.getCertificateChain(alias)[0].getPublicKey());
      }
    }
    if (!any) {
      throw new GeneralSecurityException("no key that a server could use");
    }
  }

  private static void requireFit(PrivateKey mine, PublicKey shown) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm(shown.getAlgorithm()));
    signature.initSign(mine);
    signature.update(SAMPLE);
    byte[] signed = signature.sign();
    signature.initVerify(shown);
    signature.update(SAMPLE);
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("a key is not that of its certificate");
    }
  }

  private static String algorithm(String keyAlgorithm) {
    return switch (keyAlgorithm) {
      case "EC" -> "SHA256withECDSA";
      case "EdDSA" -> "EdDSA";
      default -> "SHA256withRSA";
    };
  }
}
