package io.nicebridge.token;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.AESEncrypter;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key by which SceneMarks are encrypted: compact JWE, A256KW and A256GCM (RFC 7518). */
public final class SceneKey {
  private static final int BYTES = 32;

  private final String id;
  private final SecretKey key;

  private SceneKey(String id, SecretKey key) {
    this.id = id;
    this.key = key;
  }

  /**
   * From a JWK's members (RFC 7518 section 6.4).
   *
   * @param k 32 bytes in base64url
   * @throws IllegalArgumentException one sentence, without anything of the key
   */
  public static SceneKey of(String kid, String k) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(k);
    } catch (IllegalArgumentException e) {
      bytes = new byte[0];
    }
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("k must be 32 bytes in base64url");
    }
    return new SceneKey(kid, new SecretKeySpec(bytes, "AES"));
  }

  /** Encrypted for whoever has this key; its kid is in the header. */
  public String encrypt(byte[] content) {
    JWEObject jwe =
        new JWEObject(
            new JWEHeader.Builder(JWEAlgorithm.A256KW, EncryptionMethod.A256GCM).keyID(id).build(),
            new Payload(content));
    try {
      jwe.encrypt(new AESEncrypter(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("every JDK has AES", e);
    }
    return jwe.serialize();
  }

  /** For a log: nothing of the key. */
  @Override
  public String toString() {
    return "SceneKey[" + id + "]";
  }
}
