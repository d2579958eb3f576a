package io.nicebridge.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.AESEncrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payload.Body encrypted for a device, and what devices encrypt for the bridge. */
class BodyCipherTest {
  private static final String SELF = "00000001-5eab-2e10-8003-000000000001";
  private static final String TEXT = "{\"SceneMode\":\"Human\u00e9\"}";

  private static ECKey ec;
  private static RSAKey rsa;
  private static OctetSequenceKey shared;

  @TempDir private Path home;

  @BeforeAll
  static void makeKeys() throws Exception {
    ec = new ECKeyGenerator(Curve.P_256).keyID(SELF).generate();
    rsa = new RSAKeyGenerator(2_048).keyID(SELF).generate();
    shared = new OctetSequenceKeyGenerator(256).keyID(SELF).generate();
  }

  private BodyCipher cipher(JWK key, boolean readsRsa15) throws Exception {
    Path file = home.resolve("keys.json");
    Files.writeString(file, new JWKSet(key).toString(false));
    return BodyCipher.load(Optional.of(file), List.of(), readsRsa15);
  }

  private static JWK key(String kind) {
    return switch (kind) {
      case "EC" -> ec;
      case "RSA" -> rsa;
      default -> shared;
    };
  }

  private static String jwe(JWEHeader header, JWEEncrypter by) throws Exception {
    JWEObject object = new JWEObject(header, new Payload(TEXT));
    object.encrypt(by);
    return object.serialize();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "oct"})
  void decryptsWhatItEncrypts(String kind) throws Exception {
    BodyCipher cipher = cipher(key(kind), false);

    String compact = cipher.encrypt(SELF, TEXT);

    JWEHeader header = JWEObject.parse(compact).getHeader();
    assertThat(header.getEncryptionMethod()).isEqualTo(EncryptionMethod.A256GCM);
    assertThat(header.getAlgorithm().getName())
        .isEqualTo(
            switch (kind) {
              case "EC" -> "ECDH-ES+A256KW";
              case "RSA" -> "RSA-OAEP-256";
              default -> "A256KW";
            });
    assertThat(header.getKeyID()).isEqualTo(SELF);
    assertThat(cipher.decrypt(compact, "")).isEqualTo(TEXT);
  }

  @Test
  void refusesWhatWasChangedOrIsForAnotherKey() throws Exception {
    BodyCipher cipher = cipher(shared, false);
    String good = cipher.encrypt(SELF, TEXT);
    int middle = good.lastIndexOf('.') - 3;
    String changed =
        good.substring(0, middle)
            + (good.charAt(middle) == 'A' ? 'B' : 'A')
            + good.substring(middle + 1);
    BodyCipher other = cipher(new OctetSequenceKeyGenerator(256).keyID(SELF).generate(), false);

    for (String bad : List.of(changed, "", "a.b.c", "....", "no jwe", good + ".x")) {
      assertThatThrownBy(() -> cipher.decrypt(bad, SELF))
          .isInstanceOf(BodyCipher.Failure.class)
          .hasMessage("the body is no JWE that the bridge's keys can decrypt");
    }
    assertThatThrownBy(() -> other.decrypt(good, SELF)).isInstanceOf(BodyCipher.Failure.class);
    assertThat(cipher.decrypt(good, SELF)).isEqualTo(TEXT);
  }

  @Test
  @SuppressWarnings("deprecation")
  void readsRsa15OnlyWhereTheSettingsSaySo() throws Exception {
    String old =
        jwe(
            new JWEHeader.Builder(JWEAlgorithm.RSA1_5, EncryptionMethod.A256GCM)
                .keyID(SELF)
                .build(),
            new RSAEncrypter(rsa));

    assertThatThrownBy(() -> cipher(rsa, false).decrypt(old, SELF))
        .hasMessage("the JWE's alg must be ECDH-ES+A256KW, RSA-OAEP-256 or A256KW");
    assertThat(cipher(rsa, true).decrypt(old, SELF)).isEqualTo(TEXT);
  }

  @Test
  void refusesAnAlgorithmOfTheSendersChoiceAndWhatGrowsWhenItIsUnpacked() throws Exception {
    BodyCipher cipher = cipher(shared, false);
    String zipped =
        jwe(
            new JWEHeader.Builder(JWEAlgorithm.A256KW, EncryptionMethod.A256GCM)
                .compressionAlgorithm(CompressionAlgorithm.DEF)
                .build(),
            new AESEncrypter(shared));
    String otherEnc =
        jwe(
            new JWEHeader.Builder(JWEAlgorithm.A256KW, EncryptionMethod.A128GCM).build(),
            new AESEncrypter(shared));
    String otherAlg =
        jwe(
            new JWEHeader.Builder(JWEAlgorithm.A256GCMKW, EncryptionMethod.A256GCM).build(),
            new AESEncrypter(shared));

    assertThatThrownBy(() -> cipher.decrypt(zipped, SELF)).hasMessageContaining("compressed");
    assertThatThrownBy(() -> cipher.decrypt(otherEnc, SELF)).hasMessageContaining("A256GCM");
    assertThatThrownBy(() -> cipher.decrypt(otherAlg, SELF)).hasMessageContaining("alg must be");
  }

  @Test
  void decryptsWithNoPublicKeyAndEncryptsForNobodyUnknown() throws Exception {
    BodyCipher cipher = cipher(ec.toPublicJWK(), false);

    assertThatThrownBy(() -> cipher.decrypt(cipher.encrypt(SELF, TEXT), SELF))
        .hasMessage("the key of that kid has no private part here");
    assertThatThrownBy(() -> cipher.encrypt("00000001-5cdd-280b-8002-000000000009", TEXT))
        .hasMessageContaining("there is no key to encrypt for");
  }

  @Test
  void refusesKeysThatAreNoneWithoutShowingThem() throws Exception {
    Path file = home.resolve("keys.json");
    Files.writeString(file, "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\",\"kid\":\"x\"}]}");
    assertThatThrownBy(() -> BodyCipher.load(Optional.of(file), List.of(), false))
        .hasMessageContaining("must be EC, RSA of at least 2048 bits, or 32 bytes")
        .hasMessageNotContaining("c2VjcmV0");

    Files.writeString(file, "c2VjcmV0");
    assertThatThrownBy(() -> BodyCipher.load(Optional.of(file), List.of(), false))
        .hasMessageContaining("must hold a JWK set")
        .hasMessageNotContaining("c2VjcmV0");
  }
}
