package io.nicebridge.token;

import static io.nicebridge.token.Issuer.OURS;
import static io.nicebridge.token.Issuer.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Poisoned key sets (K06): what must not verify is left out, and takes nothing with it. */
class KeySetTest {
  private static final Base64URL E = Base64URL.encode(BigInteger.valueOf(65_537));

  @ParameterizedTest
  @MethodSource
  void leavesOutWhatMustNotVerifyAndUsesTheRest(String bad, String why) {
    KeySet set = parse(Issuer.jwks(List.of(bad, OURS.ecKey().toJSONString())));

    assertThat(set.leftOut()).singleElement().asString().startsWith("key 0 ").contains(why);
    assertThat(set.size()).isEqualTo(1);
    assertThat(set.candidates(Optional.of("ec-1"), SignatureAlgorithm.ES256)).hasSize(1);
  }

  static Stream<Arguments> leavesOutWhatMustNotVerifyAndUsesTheRest() {
    RSAPublicKey rsa = (RSAPublicKey) OURS.rsa.getPublic();
    KeyPair koblitz = Issuer.ecPair("secp384r1");
    String rsaJson = OURS.rsaKey().toJSONString();
    return Stream.of(
        of("J08 RSA 1024", rsaKey(Issuer.rsaPair(1_024)), "has 1024 bits"),
        of("J09 ROCA", new RSAKey.Builder(Base64URL.encode(roca()), E).build(), "ROCA"),
        of("RSA 16384", new RSAKey.Builder(ones(16_384), E).build(), "has 16384 bits"),
        of(
            "RSA exponent 1",
            new RSAKey.Builder(n(rsa), Base64URL.encode(BigInteger.ONE)).build(),
            "not a key this Java can use"),
        of("J10 use enc", new RSAKey.Builder(rsa).keyUse(KeyUse.ENCRYPTION).build(), "use"),
        of(
            "J10 key_ops sign",
            new RSAKey.Builder(rsa).keyOperations(Set.of(KeyOperation.SIGN)).build(),
            "key_ops"),
        of(
            "alg for encryption",
            new RSAKey.Builder(rsa).algorithm(JWEAlgorithm.RSA_OAEP_256).build(),
            "alg"),
        of(
            "alg of another type",
            new RSAKey.Builder(rsa).algorithm(JWSAlgorithm.ES256).build(),
            "alg"),
        of(
            "alg of another curve",
            new ECKey.Builder(Curve.P_384, (ECPublicKey) koblitz.getPublic())
                .algorithm(JWSAlgorithm.ES256)
                .build(),
            "alg"),
        of(
            "private RSA",
            new RSAKey.Builder(rsa).privateKey(OURS.rsa.getPrivate()).build(),
            "private"),
        of(
            "private EC",
            new ECKey.Builder(OURS.ecKey()).privateKey(OURS.ec.getPrivate()).build(),
            "private"),
        of("symmetric", new OctetSequenceKey.Builder(new byte[32]).build(), "neither RSA nor EC"),
        of("null", "null", "not a JWK"),
        of("number", "7", "not a JWK"),
        of("empty object", "{}", "not a JWK"),
        of("unknown kty", "{\"kty\":\"XYZ\"}", "not a JWK"),
        of(
            "OKP",
            "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + "A".repeat(43) + "\"}",
            "neither"),
        of(
            "point off the curve",
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"}",
            "not a JWK"),
        of("bad base64", rsaJson.replaceFirst("\"n\":\"[^\"]*\"", "\"n\":\"???\""), ""),
        of("J07 secp256k1", secp256k1(), ""));
  }

  @Test
  void usesTheFirstOfTwoKeysWithOneName() {
    KeySet set = parse(Issuer.jwks(OURS.ecKey(), THEIRS.ecKey()));

    assertThat(set.leftOut()).containsExactly("key 1 has the kid of an earlier key");
    assertThat(set.candidates(Optional.of("ec-1"), SignatureAlgorithm.ES256))
        .extracting(TrustedKey::key)
        .containsExactly(OURS.ec.getPublic());
  }

  @Test
  void triesOnlyKeysOfTheAlgorithmForATokenWithoutKeyId() {
    KeySet set = parse(OURS.jwks());

    assertThat(set.candidates(Optional.empty(), SignatureAlgorithm.PS256))
        .extracting(TrustedKey::keyId)
        .containsExactly(Optional.of("rsa-1"));
  }

  @Test
  void triesAtMostEightKeysForATokenWithoutKeyId() {
    JWK[] many =
        IntStream.range(0, 20)
            .mapToObj(i -> new ECKey.Builder(OURS.ecKey()).keyID("ec-" + i).build())
            .toArray(JWK[]::new);

    KeySet set = parse(Issuer.jwks(many));

    assertThat(set.size()).isEqualTo(20);
    assertThat(set.candidates(Optional.empty(), SignatureAlgorithm.ES256)).hasSize(8);
  }

  @Test
  void holdsToTheAlgorithmThatTheKeyStates() {
    KeySet set =
        parse(Issuer.jwks(new RSAKey.Builder(OURS.rsaKey()).algorithm(JWSAlgorithm.PS256).build()));

    assertThat(set.candidates(Optional.of("rsa-1"), SignatureAlgorithm.PS256)).hasSize(1);
    assertThat(set.candidates(Optional.of("rsa-1"), SignatureAlgorithm.RS256)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"keys\":{}}",
        "{\"keys\":[]}",
        "{\"keys\":[{}]}",
        "<html>login</html>",
        "{\"keys\":[],\"keys\":[]}",
        "{\"keys\":[]} trailing"
      })
  void refusesWhatHoldsNoKeyAtAll(String json) {
    assertThatThrownBy(() -> parse(json)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void neverRepeatsAKeyInWhatItSays() {
    String secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQ";
    KeySet set =
        parse(
            Issuer.jwks(
                List.of(
                    "{\"kty\":\"oct\",\"k\":\"" + secret + "\"}",
                    "{\"kty\":\"RSA\",\"d\":\"" + secret + "\"}",
                    OURS.ecKey().toJSONString())));

    assertThat(set.leftOut()).hasSize(2).noneMatch(text -> text.contains(secret));
  }

  @Test
  void seesRocaInNoSoundKey() {
    assertThat(RocaShape.matches(roca())).isTrue();
    assertThat(RocaShape.matches(((RSAPublicKey) OURS.rsa.getPublic()).getModulus())).isFalse();
    assertThat(RocaShape.matches(((RSAPublicKey) THEIRS.rsa.getPublic()).getModulus())).isFalse();
  }

  /** A modulus made as the faulty library made them: both primes k * M + (65537^a mod M). */
  private static BigInteger roca() {
    Random random = new Random(15_361);
    return rocaPrime(random).multiply(rocaPrime(random));
  }

  private static BigInteger rocaPrime(Random random) {
    BigInteger m =
        IntStream.rangeClosed(2, 167)
            .mapToObj(BigInteger::valueOf)
            .filter(n -> n.isProbablePrime(30))
            .reduce(BigInteger.ONE, BigInteger::multiply);
    while (true) {
      // The two highest bits are set, so that the product of two has 2048.
      BigInteger near = new BigInteger(1_024, random).setBit(1_023).setBit(1_022);
      BigInteger a = new BigInteger(m.bitLength(), random);
      BigInteger prime = near.divide(m).multiply(m).add(BigInteger.valueOf(65_537).modPow(a, m));
      if (prime.bitLength() == 1_024 && prime.isProbablePrime(50)) {
        return prime;
      }
    }
  }

  private static String secp256k1() {
    // The generator of the curve, as a point that is surely on it.
    return "{\"kty\":\"EC\",\"crv\":\"secp256k1\","
        + "\"x\":\"eb5mfvncu6xVoGKVzocLBwKb_NstzijZWfKBWxb4F5g\","
        + "\"y\":\"SDradyajxGVdpPv8DhEIqP0XtEimhVQZnEfQj_sQ1Lg\"}";
  }

  private static RSAKey rsaKey(KeyPair pair) {
    return new RSAKey.Builder((RSAPublicKey) pair.getPublic()).build();
  }

  private static Base64URL n(RSAPublicKey key) {
    return Base64URL.encode(key.getModulus());
  }

  private static Base64URL ones(int bits) {
    return Base64URL.encode(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
  }

  private static Arguments of(String name, JWK key, String why) {
    return of(name, key.toJSONString(), why);
  }

  private static Arguments of(String name, String key, String why) {
    return arguments(named(name, key), why);
  }

  private static KeySet parse(String json) {
    return KeySet.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
