package io.nicebridge.token;

import static io.nicebridge.token.Issuer.OURS;
import static io.nicebridge.token.Issuer.claims;
import static io.nicebridge.token.Issuer.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.nicebridge.token.Certified.Wish;
import io.nicebridge.token.TokenRefused.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens as NICE 1.0.x authorities issue them: RS512, RSA of 3072 bits, x5c = signer and root. */
class CertificateChainTest {
  private static final Instant NOW = HandClock.START;
  private static final Certified ROOT = Certified.root("MasterKey", Issuer.rsaPair(3_072));
  private static final Certified SIGNER = ROOT.issue(Wish.leaf("ASRoot", Issuer.rsaPair(3_072)));
  private static final Certified STRANGER = Certified.root("MasterKey", Issuer.rsaPair(3_072));
  private static final Certified FORGED = STRANGER.issue(Wish.leaf("ASRoot", OURS.rsa));

  private static final TokenPolicy POLICY =
      new TokenPolicy(
          Optional.of(Issuer.ISSUER),
          Optional.empty(),
          Set.of("ES256", "RS512"),
          Duration.ZERO,
          Optional.empty());

  private final Bench bench = trusting(ROOT);

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void acceptsASignerWithItsSelfSignedRootBehindIt() {
    assertThat(bench.accepted(rs512(SIGNER, SIGNER, ROOT)).subject()).isEqualTo(Issuer.SUBJECT);
  }

  @Test
  void acceptsASignerWithoutTheRoot() {
    assertThat(bench.accepted(rs512(SIGNER, SIGNER))).isNotNull();
  }

  @Test
  void acceptsAnIntermediateAuthorityAndAnEcLeaf() {
    Certified middle = ROOT.issue(Wish.leaf("middle", Issuer.rsaPair(2_048)).authority(true));
    Certified leaf = middle.issue(Wish.leaf("leaf", Issuer.ecPair("secp256r1")));
    String token =
        Issuer.sign(
            header("kid", "", "x5c", Certified.x5c(leaf, middle, ROOT)),
            claims(),
            "SHA256withECDSAinP1363Format",
            leaf.keys.getPrivate());

    assertThat(bench.accepted(token)).isNotNull();
  }

  @Test
  void acceptsALeafThatDoesNotRestrictItsUse() {
    Certified leaf = issued(Wish.leaf("leaf", OURS.rsa).usage(Optional.empty()));

    assertThat(bench.accepted(rs512(leaf, leaf, ROOT))).isNotNull();
  }

  @Test
  void usesTheKeySetForTokensWithoutAChain() {
    bench.keys.refreshNow();

    assertThat(bench.accepted(OURS.token())).isNotNull();
  }

  @Test
  void saysNothingOfKeysWhenAChainIsEnough() {
    bench.source.fail();
    bench.keys.refreshNow();

    assertThat(bench.accepted(rs512(SIGNER, SIGNER, ROOT))).isNotNull();
    assertThat(bench.failure(OURS.token())).isInstanceOf(KeysUnavailable.class);
  }

  @ParameterizedTest
  @MethodSource
  void refusesChainsThatProveNothing(String token, Reason reason) {
    assertThat(bench.refusal(token)).isEqualTo(reason);
  }

  static Stream<Arguments> refusesChainsThatProveNothing() {
    Instant past = NOW.minus(Duration.ofDays(9));
    Certified weak = issued(Wish.leaf("leaf", Issuer.rsaPair(1_024)));
    Certified sha1 = issued(Wish.leaf("leaf", OURS.rsa).hash("SHA1"));
    Certified expired = issued(Wish.leaf("leaf", OURS.rsa).valid(past, NOW.minusSeconds(1)));
    Certified future =
        issued(Wish.leaf("leaf", OURS.rsa).valid(NOW.plusSeconds(1), NOW.plusSeconds(99)));
    Certified forEncryption =
        issued(Wish.leaf("leaf", OURS.rsa).usage(Optional.of(KeyUsage.keyEncipherment)));
    Certified underLeaf = SIGNER.issue(Wish.leaf("leaf", OURS.rsa));
    return Stream.of(
        of("J13 self-signed", rs512(STRANGER, STRANGER), Reason.UNKNOWN_KEY),
        of("J13 under a root of the same name", rs512(FORGED, FORGED), Reason.UNKNOWN_KEY),
        of("J13 our root merely behind it", rs512(FORGED, FORGED, ROOT), Reason.UNKNOWN_KEY),
        of("another key than the leaf's", rs512(FORGED, SIGNER, ROOT), Reason.SIGNATURE),
        of("root first, not for signatures", rs512(ROOT, ROOT, SIGNER), Reason.UNKNOWN_KEY),
        of("leaf is no authority", rs512(underLeaf, underLeaf, SIGNER, ROOT), Reason.UNKNOWN_KEY),
        of("expired", rs512(expired, expired, ROOT), Reason.UNKNOWN_KEY),
        of("not yet", rs512(future, future, ROOT), Reason.UNKNOWN_KEY),
        of("for encryption only", rs512(forEncryption, forEncryption, ROOT), Reason.UNKNOWN_KEY),
        of("1024 bits", rs512(weak, weak, ROOT), Reason.UNKNOWN_KEY),
        of("SHA-1", rs512(sha1, sha1, ROOT), Reason.UNKNOWN_KEY),
        of("other algorithm", relabelled(SIGNER, ROOT), Reason.ALGORITHM),
        of("no certificate", withChain("[\"AAAA\"]"), Reason.UNKNOWN_KEY),
        of("no base64", withChain("[\"?\"]"), Reason.UNKNOWN_KEY));
  }

  @Test
  void forgetsAVerifiedTokenWhenItsCertificateEnds() {
    Certified leaf = issued(Wish.leaf("leaf", OURS.rsa).valid(NOW, NOW.plusSeconds(60)));
    String token = rs512(leaf, leaf, ROOT);
    assertThat(bench.accepted(token)).isNotNull();

    bench.clock.pass(Duration.ofSeconds(61));

    assertThat(bench.refusal(token)).isEqualTo(Reason.UNKNOWN_KEY);
  }

  @Test
  void refusesAChainBelowARootThatHasExpiredWhetherItIsSentOrNot() {
    Instant past = NOW.minus(Duration.ofDays(9));
    Certified root =
        Certified.root(
            Wish.leaf("old root", Issuer.rsaPair(2_048))
                .authority(true)
                .valid(past, NOW.minusSeconds(1)));
    Certified leaf = root.issue(Wish.leaf("leaf", OURS.rsa));
    try (Bench trusting = trusting(root)) {
      assertThat(trusting.refusal(rs512(leaf, leaf, root))).isEqualTo(Reason.UNKNOWN_KEY);
      assertThat(trusting.refusal(rs512(leaf, leaf))).isEqualTo(Reason.UNKNOWN_KEY);
    }
  }

  @Test
  void refusesAChainBelowATrustedCertificateThatIsNoAuthority() {
    Certified root = Certified.root(Wish.leaf("no root", Issuer.rsaPair(2_048)));
    Certified leaf = root.issue(Wish.leaf("leaf", OURS.rsa));
    try (Bench trusting = trusting(root)) {
      assertThat(trusting.refusal(rs512(leaf, leaf))).isEqualTo(Reason.UNKNOWN_KEY);
      assertThat(trusting.accepted(rs512(root, root))).isNotNull();
    }
  }

  private static Bench trusting(Certified root) {
    return new Bench(POLICY, Bench.LIMITS, Optional.of(TrustedRoots.parse(root.pem())));
  }

  @Test
  void refusesToStartWithoutAnyRoot() {
    assertThatThrownBy(() -> TrustedRoots.parse("nothing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("trusted roots hold no PEM certificate");
  }

  private static Certified issued(Wish wish) {
    return ROOT.issue(wish);
  }

  private static Arguments of(String name, String token, Reason reason) {
    return arguments(named(name, token), reason);
  }

  private static String rs512(Certified by, Certified... chain) {
    return Issuer.sign(
        "{\"alg\":\"RS512\",\"x5c\":" + Certified.x5c(chain) + "}",
        claims(),
        "SHA512withRSA",
        by.keys.getPrivate());
  }

  private static String relabelled(Certified... chain) {
    return OURS.es256("{\"alg\":\"ES256\",\"x5c\":" + Certified.x5c(chain) + "}", claims());
  }

  private static String withChain(String x5c) {
    return OURS.es256("{\"alg\":\"ES256\",\"kid\":\"ec-1\",\"x5c\":" + x5c + "}", claims());
  }
}
