package io.nicebridge.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Signs what the bridge itself has to say to a device of NICE 1.1 or 1.0.x: a compact JWS (RFC 7515
 * section 7.1) by ES256 or PS256, with the bridge's EndPointID as {@code kid} and its certificates
 * as {@code x5c}, as devices of these editions do.
 *
 * <p>A signature takes a millisecond; it is made on a thread of its own, so that a thousand
 * requests that time out together hold up nobody.
 */
public final class MessageSigner implements AutoCloseable {
  private static final int MOST_WAITING = 1_000;

  private final JWSHeader header;
  private final JWSSigner signer;
  private final VerifierPool pool;

  private MessageSigner(JWSHeader header, JWSSigner signer) {
    this.header = header;
    this.signer = signer;
    this.pool = new VerifierPool(new VerifierLimits(1, MOST_WAITING, 1, 1), "message-signer");
  }

  /**
   * Reads key and certificates from their PEM files, and tries them.
   *
   * @throws IllegalArgumentException one sentence, when they cannot sign
   */
  public static MessageSigner load(String keyId, Path key, Path chain) {
    PemIdentity identity = PemIdentity.load(key, chain);
    PublicKey own = identity.chain().get(0).getPublicKey();
    KeyRules.objection(own)
        .ifPresent(
            objection -> {
              throw new IllegalArgumentException("the key of %s %s".formatted(chain, objection));
            });
    SignatureAlgorithm algorithm =
        own.getAlgorithm().equals("EC") ? SignatureAlgorithm.ES256 : SignatureAlgorithm.PS256;
    if (!algorithm.fits(own)) {
      throw new IllegalArgumentException("the key of %s must be RSA, or EC P-256".formatted(chain));
    }
    try {
      MessageSigner signer =
          new MessageSigner(header(algorithm, keyId, identity), signer(identity));
      signer.tryOut(algorithm, own, chain);
      return signer;
    } catch (JOSEException | CertificateEncodingException e) {
      throw new IllegalArgumentException("the key in %s cannot sign".formatted(key), e);
    }
  }

  private static JWSHeader header(SignatureAlgorithm algorithm, String keyId, PemIdentity identity)
      throws CertificateEncodingException {
    List<Base64> x5c = new ArrayList<>();
    for (X509Certificate certificate : identity.chain()) {
      x5c.add(Base64.encode(certificate.getEncoded()));
    }
    return new JWSHeader.Builder(JWSAlgorithm.parse(algorithm.name()))
        .keyID(keyId)
        .x509CertChain(x5c)
        .build();
  }

  private static JWSSigner signer(PemIdentity identity) throws JOSEException {
    return identity.key() instanceof ECPrivateKey ec
        ? new ECDSASigner(ec)
        : new RSASSASigner(identity.key());
  }

  private void tryOut(SignatureAlgorithm algorithm, PublicKey own, Path chain)
      throws JOSEException {
    CompactToken probe = CompactToken.parse(signed(new byte[] {'{', '}'}));
    if (!SignatureCheck.holds(probe, algorithm, TrustedKey.of(own))) {
      close();
      throw new IllegalArgumentException(
          "the first certificate of %s must be that of the key".formatted(chain));
    }
  }

  /**
   * The payload as a compact JWS. Fails with {@link VerifierBusy} when too many wait for theirs.
   */
  public CompletionStage<String> sign(byte[] payload) {
    CompletableFuture<String> jws = new CompletableFuture<>();
    try {
      pool.run(() -> sign(payload, jws));
    } catch (VerifierBusy busy) {
      jws.completeExceptionally(busy);
    }
    return jws;
  }

  private void sign(byte[] payload, CompletableFuture<String> jws) {
    try {
      jws.complete(signed(payload));
    } catch (JOSEException | RuntimeException e) {
      jws.completeExceptionally(e);
    }
  }

  private String signed(byte[] payload) throws JOSEException {
    JWSObject object = new JWSObject(header, new Payload(payload));
    object.sign(signer);
    return object.serialize();
  }

  @Override
  public void close() {
    pool.close();
  }
}
