package io.nicebridge.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64;
import io.nicebridge.demo.DevCertificates;
import io.nicebridge.token.TokenRefused.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the bridge signs itself, and what others have signed. */
class SignedMessageTest {
  private static final String BRIDGE = "00000001-5cd1-4105-a001-00000000b41d";
  private static final byte[] SAID = "{\"Version\":\"1.0\"}".getBytes(StandardCharsets.UTF_8);
  private static final DevCertificates AUTHORITY = new DevCertificates();

  @TempDir Path folder;
  private MessageVerifier verifier;

  @BeforeEach
  void trust() throws Exception {
    trust(TrustedRoots.parse(DevCertificates.pem(AUTHORITY.authority())), Clock.systemUTC());
  }

  private void trust(TrustedRoots roots, InstantSource clock) {
    if (verifier != null) {
      verifier.close();
    }
    verifier = new MessageVerifier(roots, VerifierLimits.forThisMachine(), clock);
  }

  @AfterEach
  void close() {
    verifier.close();
  }

  private MessageSigner signer(DevCertificates.Identity identity) throws Exception {
    return MessageSigner.load(
        BRIDGE,
        write("key.pem", DevCertificates.pem(identity.key().getPrivate())),
        write(
            "chain.pem",
            DevCertificates.pem(identity.certificate())
                + DevCertificates.pem(AUTHORITY.authority())));
  }

  private Path write(String file, String text) throws Exception {
    return Files.writeString(folder.resolve(file), text);
  }

  private static DevCertificates.Identity identity(String kind) {
    return AUTHORITY.issue(kind, "some device", Duration.ofDays(1));
  }

  private static String signed(String algorithm, DevCertificates.Identity by, Object... chain)
      throws Exception {
    JWSHeader.Builder header =
        new JWSHeader.Builder(JWSAlgorithm.parse(algorithm)).keyID("whoever");
    List<Base64> x5c = new java.util.ArrayList<>();
    for (Object certificate : chain) {
      x5c.add(Base64.encode(((java.security.cert.X509Certificate) certificate).getEncoded()));
    }
    JWSObject jws =
        new JWSObject(
            (x5c.isEmpty() ? header : header.x509CertChain(x5c)).build(), new Payload(SAID));
    JWSSigner signer =
        by.key().getPrivate() instanceof ECPrivateKey ec
            ? new ECDSASigner(ec)
            : new RSASSASigner(by.key().getPrivate());
    jws.sign(signer);
    return jws.serialize();
  }

  private void assertRefused(String jws, Reason reason) {
    assertThatThrownBy(() -> verifier.verify(jws).toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            TokenRefused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  @ParameterizedTest
  @CsvSource({"EC, ES256", "RSA, PS256"})
  void signsAsDevicesDoWithKidAndChain(String kind, String algorithm) throws Exception {
    try (MessageSigner signer = signer(identity(kind))) {
      JWSObject jws = JWSObject.parse(signer.sign(SAID).toCompletableFuture().join());

      assertThat(jws.getHeader().toJSONObject().keySet())
          .containsExactlyInAnyOrder("alg", "kid", "x5c");
      assertThat(jws.getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
      assertThat(jws.getHeader().getKeyID()).isEqualTo(BRIDGE);
      assertThat(jws.getHeader().getX509CertChain()).hasSize(2);
      assertThat(jws.getPayload().toBytes()).isEqualTo(SAID);
      verifier.verify(jws.serialize()).toCompletableFuture().join();
    }
  }

  @ParameterizedTest
  @CsvSource({"EC, ES256", "RSA, PS256", "RSA, RS512"})
  void believesWhoeverTheRootVouchesForWhateverTheNamesAre(String kind, String algorithm)
      throws Exception {
    DevCertificates.Identity device = identity(kind);

    String alone = signed(algorithm, device, device.certificate());
    verifier.verify(alone).toCompletableFuture().join();

    // Authorities of 1.0.x send their root, too.
    String whole = signed(algorithm, device, device.certificate(), AUTHORITY.authority());
    verifier.verify(whole).toCompletableFuture().join();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS384", "PS512"})
  void refusesOtherAlgorithms(String algorithm) throws Exception {
    DevCertificates.Identity device = identity("RSA");

    assertRefused(signed(algorithm, device, device.certificate()), Reason.ALGORITHM);
  }

  @Test
  void refusesAnotherAuthorityAnExpiredCertificateAndNone() throws Exception {
    DevCertificates.Identity stranger =
        new DevCertificates().issue("EC", "some device", Duration.ofDays(1));
    assertRefused(signed("ES256", stranger, stranger.certificate()), Reason.UNKNOWN_KEY);

    DevCertificates.Identity expired = AUTHORITY.issue("EC", "old", Duration.ofHours(-1));
    assertRefused(signed("ES256", expired, expired.certificate()), Reason.UNKNOWN_KEY);

    assertRefused(signed("ES256", identity("EC")), Reason.UNKNOWN_KEY);
  }

  @Test
  void believesAnIntermediateAuthorityThatIsSentAndNotOneThatIsMissing() throws Exception {
    Certified root = Certified.root("LA", Issuer.rsaPair(2_048));
    Certified between =
        root.issue(Certified.Wish.leaf("between", Issuer.rsaPair(2_048)).authority(true));
    Certified leaf = between.issue(Certified.Wish.leaf("device", Issuer.rsaPair(2_048)));
    DevCertificates.Identity device = new DevCertificates.Identity(leaf.keys, leaf.certificate);
    trust(TrustedRoots.parse(root.pem()), new HandClock());

    String whole = signed("RS512", device, leaf.certificate, between.certificate);
    verifier.verify(whole).toCompletableFuture().join();

    assertRefused(signed("RS512", device, leaf.certificate), Reason.UNKNOWN_KEY);
  }

  @Test
  void refusesACertificateThatIsNotValidYetAndOneWhoseTimeIsOver() throws Exception {
    DevCertificates.Identity device = identity("EC");
    String jws = signed("ES256", device, device.certificate());
    for (int days : new int[] {-3, 2}) {
      trust(
          TrustedRoots.parse(DevCertificates.pem(AUTHORITY.authority())),
          Clock.offset(Clock.systemUTC(), Duration.ofDays(days)));

      assertRefused(jws, Reason.UNKNOWN_KEY);
    }
  }

  @Test
  void refusesAForeignSignatureUnderAGoodCertificate() throws Exception {
    DevCertificates.Identity device = identity("EC");

    assertRefused(signed("ES256", identity("EC"), device.certificate()), Reason.SIGNATURE);
  }

  @Test
  void refusesAPayloadThatWasChanged() throws Exception {
    DevCertificates.Identity device = identity("EC");
    String[] parts = signed("ES256", device, device.certificate()).split("\\.", -1);

    assertRefused(parts[0] + ".e30." + parts[2], Reason.SIGNATURE);
  }

  @Test
  void refusesToStartWithAKeyThatIsNotTheCertificates() throws Exception {
    Path key = write("key.pem", DevCertificates.pem(identity("EC").key().getPrivate()));
    Path chain = write("chain.pem", DevCertificates.pem(identity("EC").certificate()));

    assertThatThrownBy(() -> MessageSigner.load(BRIDGE, key, chain))
        .hasMessage("the first certificate of " + chain + " must be that of the key");
  }

  @Test
  void refusesToStartWithAKeyOfAnotherKindOrNone() throws Exception {
    Path chain = write("chain.pem", DevCertificates.pem(identity("EC").certificate()));
    Path rsa = write("key.pem", DevCertificates.pem(identity("RSA").key().getPrivate()));

    assertThatThrownBy(() -> MessageSigner.load(BRIDGE, rsa, chain))
        .hasMessage(
            rsa
                + " must hold an unencrypted PKCS8 key in PEM form, of kind EC as the certificate"
                + " says");
    assertThatThrownBy(() -> MessageSigner.load(BRIDGE, rsa, rsa))
        .hasMessageEndingWith("certificates in PEM form, the signer's own first");
  }
}
