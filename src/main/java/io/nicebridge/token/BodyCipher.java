package io.nicebridge.token;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.AESDecrypter;
import com.nimbusds.jose.crypto.AESEncrypter;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Payload.Body as a compact JWE (RFC 7516 section 7.1): A256GCM, its key by ECDH-ES+A256KW,
 * RSA-OAEP-256 or A256KW, as the receiver's key is. RSA1_5 is never written, and read only where
 * the settings say so: it tells whoever may ask often enough what it hides (RFC 3218).
 */
public final class BodyCipher {
  private static final int LONGEST = 8_000_000;

  private final BodyKeys keys;
  private final Set<JWEAlgorithm> readable = new HashSet<>();

  private BodyCipher(BodyKeys keys, boolean readsRsa15) {
    this.keys = keys;
    readable.addAll(
        Set.of(JWEAlgorithm.ECDH_ES_A256KW, JWEAlgorithm.RSA_OAEP_256, JWEAlgorithm.A256KW));
    if (readsRsa15) {
      readable.add(rsa15());
    }
  }

  @SuppressWarnings("deprecation") // to read what old devices write, where an operator wants it
  private static JWEAlgorithm rsa15() {
    return JWEAlgorithm.RSA1_5;
  }

  /**
   * With the keys of these files.
   *
   * @throws IllegalArgumentException one sentence, without anything of a key
   */
  public static BodyCipher load(Optional<Path> jwks, List<Path> certificates, boolean readsRsa15) {
    return new BodyCipher(BodyKeys.load(jwks, certificates), readsRsa15);
  }

  /** Why a body could not be encrypted or decrypted, without anything of it. */
  public static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    Failure(String sentence) {
      super(sentence);
    }
  }

  /** For this EndPointID's key alone. */
  public String encrypt(String endPointId, String body) throws Failure {
    JWK key =
        keys.find(endPointId)
            .orElseThrow(() -> new Failure("there is no key to encrypt for " + endPointId));
    try {
      JWEObject jwe =
          new JWEObject(
              new JWEHeader.Builder(algorithm(key), EncryptionMethod.A256GCM)
                  .keyID(endPointId)
                  .build(),
              new Payload(body));
      jwe.encrypt(encrypter(key));
      return jwe.serialize();
    } catch (JOSEException e) {
      throw new Failure("the key of %s cannot encrypt".formatted(endPointId));
    }
  }

  private static JWEAlgorithm algorithm(JWK key) {
    if (key instanceof ECKey) {
      return JWEAlgorithm.ECDH_ES_A256KW;
    }
    return key instanceof RSAKey ? JWEAlgorithm.RSA_OAEP_256 : JWEAlgorithm.A256KW;
  }

  private static JWEEncrypter encrypter(JWK key) throws JOSEException {
    if (key instanceof ECKey ec) {
      return new ECDHEncrypter(ec);
    }
    return key instanceof RSAKey rsa
        ? new RSAEncrypter(rsa)
        : new AESEncrypter((OctetSequenceKey) key);
  }

  /**
   * What was encrypted for the bridge.
   *
   * @param otherwise whose key it is, where the JWE does not say
   */
  public String decrypt(String compact, String otherwise) throws Failure {
    if (compact.length() > LONGEST) {
      throw new Failure("the JWE must be at most %d characters long".formatted(LONGEST));
    }
    try {
      JWEObject jwe = JWEObject.parse(compact);
      JWEHeader header = jwe.getHeader();
      requireReadable(header);
      String id = header.getKeyID() == null ? otherwise : header.getKeyID();
      JWK key = keys.find(id).orElseThrow(() -> new Failure("there is no key of that kid"));
      jwe.decrypt(decrypter(key));
      return jwe.getPayload().toString();
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      // One sentence for all of them: which check failed is nobody's business.
      throw new Failure("the body is no JWE that the bridge's keys can decrypt");
    }
  }

  /** No algorithm of the sender's choice, and nothing that grows when it is unpacked. */
  private void requireReadable(JWEHeader header) throws Failure {
    if (!readable.contains(header.getAlgorithm())) {
      throw new Failure("the JWE's alg must be ECDH-ES+A256KW, RSA-OAEP-256 or A256KW");
    }
    if (!EncryptionMethod.A256GCM.equals(header.getEncryptionMethod())) {
      throw new Failure("the JWE's enc must be A256GCM");
    }
    if (header.getCompressionAlgorithm() != null) {
      throw new Failure("the JWE must not be compressed");
    }
  }

  private static JWEDecrypter decrypter(JWK key) throws JOSEException, Failure {
    if (key instanceof OctetSequenceKey shared) {
      return new AESDecrypter(shared);
    }
    if (!key.isPrivate()) {
      throw new Failure("the key of that kid has no private part here");
    }
    return key instanceof ECKey ec ? new ECDHDecrypter(ec) : new RSADecrypter((RSAKey) key);
  }
}
