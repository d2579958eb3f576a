package io.nicebridge;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64;
import io.nicebridge.demo.DevCertificates;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.List;

/**
 * Signs and encrypts as parties of NICE 1.1 do: ES256 and ECDH-ES+A256KW with an EC key, PS256 and
 * RSA1_5 with an RSA key, always A256GCM; kid and x5c in the header.
 */
record Jose(String keyId, DevCertificates.Identity identity) {
  static Jose of(DevCertificates.Identity identity) {
    return new Jose("whoever", identity);
  }

  private boolean isEc() {
    return identity.key().getPrivate() instanceof ECPrivateKey;
  }

  String sign(String payload) {
    try {
      JWSHeader header =
          new JWSHeader.Builder(isEc() ? JWSAlgorithm.ES256 : JWSAlgorithm.PS256)
              .keyID(keyId)
              .x509CertChain(List.of(Base64.encode(identity.certificate().getEncoded())))
              .build();
      JWSObject jws = new JWSObject(header, new Payload(payload));
      jws.sign(
          isEc()
              ? new ECDSASigner((ECPrivateKey) identity.key().getPrivate())
              : new RSASSASigner(identity.key().getPrivate()));
      return jws.serialize();
    } catch (JOSEException | CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For the one whose certificate this is. */
  static String encrypt(String plain, String recipient, X509Certificate certificate) {
    try {
      boolean ec = certificate.getPublicKey() instanceof ECPublicKey;
      JWEHeader header =
          new JWEHeader.Builder(
                  ec ? JWEAlgorithm.ECDH_ES_A256KW : JWEAlgorithm.parse("RSA1_5"),
                  EncryptionMethod.A256GCM)
              .keyID(recipient)
              .build();
      JWEObject jwe = new JWEObject(header, new Payload(plain));
      jwe.encrypt(
          certificate.getPublicKey() instanceof ECPublicKey key
              ? new ECDHEncrypter(key)
              : new RSAEncrypter((RSAPublicKey) certificate.getPublicKey()));
      return jwe.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  String decrypt(String jwe) {
    try {
      JWEObject object = JWEObject.parse(jwe);
      object.decrypt(
          isEc()
              ? new ECDHDecrypter((ECPrivateKey) identity.key().getPrivate())
              : new RSADecrypter(identity.key().getPrivate()));
      return object.getPayload().toString();
    } catch (JOSEException | ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "Jose[" + keyId + "]";
  }
}
