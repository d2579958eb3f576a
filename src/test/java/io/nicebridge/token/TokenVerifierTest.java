package io.nicebridge.token;

import static io.nicebridge.token.Issuer.OURS;
import static io.nicebridge.token.Issuer.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nicebridge.token.TokenRefused.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TokenVerifierTest {
  private static final String TOKEN = OURS.token();

  @Test
  void checksTheSignatureOfAKnownTokenOnlyOnce() {
    try (Bench bench = Bench.withKeys()) {
      bench.accepted(TOKEN);
      CompletableFuture<AccessToken> again = bench.verifier.verify(TOKEN).toCompletableFuture();

      assertThat(again).isCompleted();
      assertThat(bench.verifier.counters().signatureChecks()).isEqualTo(1);
      assertThat(bench.verifier.counters().verified()).isEqualTo(1);
      assertThat(bench.verifier.counters().cached()).isEqualTo(1);
    }
  }

  @Test
  void checksATokenOnceForAllWhoAskAtTheSameTime() {
    try (Bench bench = new Bench()) {
      bench.source.hold();
      bench.keys.refreshNow();
      List<CompletableFuture<AccessToken>> asked =
          IntStream.range(0, 100).mapToObj(i -> bench.ask(TOKEN)).toList();
      bench.source.release();

      assertThat(asked).allSatisfy(it -> assertThat(it.join().subject()).isNotEmpty());
      assertThat(bench.verifier.counters().signatureChecks()).isEqualTo(1);
    }
  }

  @Test
  void givesEachCallerAnAnswerThatNoOtherCanSpoil() {
    try (Bench bench = new Bench()) {
      bench.source.hold();
      bench.keys.refreshNow();
      CompletableFuture<AccessToken> first = bench.ask(TOKEN);
      CompletableFuture<AccessToken> second = bench.ask(TOKEN);

      first.cancel(true);
      bench.source.release();

      assertThat(second.join().subject()).isEqualTo(Issuer.SUBJECT);
    }
  }

  @Test
  void refusesAKnownForgedTokenWithoutAnotherCheck() { // J44
    try (Bench bench = Bench.withKeys()) {
      String forged = THEIRS.token();

      for (int i = 0; i < 10_000; i++) {
        assertThat(bench.refusal(forged)).isEqualTo(Reason.SIGNATURE);
      }

      assertThat(bench.verifier.counters().signatureChecks()).isEqualTo(1);
      assertThat(bench.verifier.counters().refused()).containsEntry(Reason.SIGNATURE, 10_000L);
    }
  }

  @Test
  void refusesWithoutAnyCheckWhatClaimsAlreadyCondemn() { // J44
    try (Bench bench = Bench.withKeys()) {
      String expired = OURS.token("exp", "1");
      CompletableFuture<AccessToken> answer = bench.verifier.verify(expired).toCompletableFuture();

      assertThat(answer).isCompletedExceptionally();
      assertThat(bench.verifier.counters().signatureChecks()).isZero();
    }
  }

  @Test
  void failsWithTheRefusalItselfAndNotAWrapper() {
    try (Bench bench = Bench.withKeys()) {
      CompletableFuture<Throwable> seen = new CompletableFuture<>();
      var unused =
          bench.verifier.verify(THEIRS.token()).whenComplete((good, bad) -> seen.complete(bad));

      assertThat(seen.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(TokenRefused.class);
    }
  }

  @Test
  void neverUsesACachedTokenAfterItsExpiry() { // J42
    try (Bench bench = Bench.withKeys()) {
      assertThat(bench.accepted(TOKEN)).isNotNull();

      bench.clock.pass(Duration.ofSeconds(3_659));
      assertThat(bench.accepted(TOKEN)).isNotNull();
      bench.clock.pass(Duration.ofSeconds(1));
      assertThat(bench.refusal(TOKEN)).isEqualTo(Reason.EXPIRED);
    }
  }

  @Test
  void refusesARevokedTokenAtOnceAlsoACachedOne() { // J41
    try (Bench bench = Bench.withKeys()) {
      assertThat(bench.accepted(TOKEN)).isNotNull();

      bench.revocations.replace(Set.of("jti-1"));
      assertThat(bench.refusal(TOKEN)).isEqualTo(Reason.REVOKED);
      assertThat(bench.refusal(OURS.token("Version", "\"1.1\""))).isEqualTo(Reason.REVOKED);
      assertThat(bench.accepted(OURS.token("jti", "\"jti-2\""))).isNotNull();

      bench.revocations.replace(Set.of());
      assertThat(bench.accepted(TOKEN)).isNotNull();
    }
  }

  @Test
  void isBusyBeyondItsQueueAndRecovers() {
    VerifierLimits narrow = new VerifierLimits(1, 2, 100, 100);
    try (Bench bench = new Bench(Bench.POLICY, narrow, Optional.empty())) {
      bench.keys.refreshNow();
      List<String> flood =
          IntStream.range(0, 200).mapToObj(i -> OURS.token("jti", "\"" + i + "\"")).toList();

      List<CompletableFuture<AccessToken>> asked = flood.stream().map(bench::ask).toList();
      CompletableFuture<Void> all =
          CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new));

      assertThatThrownBy(all::join).hasCauseInstanceOf(VerifierBusy.class);
      assertThat(bench.verifier.counters().busy()).isPositive();
      assertThat(bench.verifier.counters().busy() + bench.verifier.counters().verified())
          .isEqualTo(200);
      assertThat(bench.accepted(TOKEN)).isNotNull();
    }
  }

  @Test
  void isBusyOnceItIsClosed() {
    Bench bench = Bench.withKeys();
    bench.close();

    assertThat(bench.failure(TOKEN)).isInstanceOf(VerifierBusy.class);
  }

  @Test
  void neverRepeatsTheTokenInARefusal() {
    try (Bench bench = Bench.withKeys()) {
      Stream.of(
              THEIRS.token(),
              OURS.token("sub", "\"sec+ret\""),
              OURS.token("iss", "\"secret\""),
              OURS.es256(Issuer.header("alg", "\"secret\""), Issuer.claims()),
              OURS.es256(Issuer.header("kid", "\"secret\""), Issuer.claims()),
              "secret!")
          .map(bench::failure)
          .forEach(
              failure ->
                  assertThat(failure)
                      .hasNoCause()
                      .asString()
                      .doesNotContain("secret", "sec+ret", "eyJ"));
    }
  }

  @Test
  void refusesASettingThatWouldWeakenIt() {
    assertThatThrownBy(() -> policy("none", Duration.ZERO)).hasMessageContaining("[none]");
    assertThatThrownBy(() -> policy("HS256", Duration.ZERO)).hasMessageContaining("[HS256]");
    assertThatThrownBy(() -> policy("ES256", Duration.ofMinutes(6))).hasMessageContaining("skew");
    assertThatThrownBy(() -> new TokenTrust(Optional.empty(), Optional.empty()))
        .hasMessageContaining("neither");
    assertThatThrownBy(() -> KeySource.of("http://issuer.test/keys", Optional.empty())) // K07
        .hasMessage("key set address must begin with file: or https://");
    assertThatThrownBy(() -> KeySource.of("https://user:pw@issuer.test/", Optional.empty()))
        .hasMessageContaining("no user")
        .hasMessageNotContaining("pw");
  }

  private static TokenPolicy policy(String algorithm, Duration skew) {
    return new TokenPolicy(
        Optional.empty(), Optional.empty(), Set.of(algorithm), skew, Optional.empty());
  }
}
