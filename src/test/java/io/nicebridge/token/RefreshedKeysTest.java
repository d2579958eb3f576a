package io.nicebridge.token;

import static io.nicebridge.token.Issuer.OURS;
import static io.nicebridge.token.Issuer.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import io.nicebridge.token.TokenRefused.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issuers that are down, slow, rotating or wrong (K01 to K10). */
class RefreshedKeysTest {
  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void isUnavailableAndNotUnauthorisedUntilTheFirstSet() { // K01
    bench.source.fail();
    bench.keys.beat();

    assertThat(bench.failure(OURS.token())).isInstanceOf(KeysUnavailable.class);
    assertThat(bench.keys.status().available()).isFalse();
    assertThat(bench.keys.status().lastError()).hasValue("is down");
  }

  @Test
  void triesAgainTenSecondsAfterAFailure() {
    bench.source.fail();
    bench.keys.beat();
    bench.source.answer(OURS.jwks());

    pass(Duration.ofSeconds(9));
    assertThat(bench.keys.status().available()).isFalse();
    pass(Duration.ofSeconds(1));
    assertThat(bench.keys.status().available()).isTrue();
    assertThat(bench.keys.status().lastError()).isEmpty();
  }

  @Test
  void keepsTheLastGoodSetThroughADayOfOutage() { // K02
    bench.keys.beat();
    bench.source.fail();

    pass(Duration.ofDays(1));

    assertThat(bench.accepted(OURS.token("exp", "" + (Issuer.NOW + 2 * 86_400)))).isNotNull();
    assertThat(bench.keys.status().age()).hasValue(Duration.ofDays(1));
    assertThat(bench.keys.status().lastError()).hasValue("is down");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"keys\":[]}", "{}", "<html>", "", "{\"keys\":[{\"kty\":\"oct\"}]}"})
  void keepsTheLastGoodSetWhenTheNextHoldsNoKey(String bad) { // K05
    bench.keys.beat();
    bench.source.answer(bad);

    pass(Duration.ofMinutes(5));

    assertThat(bench.accepted(OURS.token())).isNotNull();
    assertThat(bench.keys.status().lastError()).isPresent();
  }

  @Test
  void acceptsANewKeyWithOneFetchAndForgetsTheOldOne() { // K03
    bench.keys.beat();
    String old = OURS.token();
    assertThat(bench.accepted(old)).isNotNull();
    bench.source.answer(Issuer.jwks(new ECKey.Builder(THEIRS.ecKey()).keyID("ec-2").build()));

    String token = THEIRS.es256(Issuer.header("kid", "\"ec-2\""), Issuer.claims());

    assertThat(bench.accepted(token)).isNotNull();
    assertThat(bench.source.fetches()).isEqualTo(2);
    pass(Duration.ofMinutes(1));
    assertThat(bench.refusal(old)).isEqualTo(Reason.UNKNOWN_KEY);
  }

  @Test
  void forgetsACachedTokenWhenItsNameGetsAnotherKey() {
    bench.keys.beat();
    String token = OURS.token(); // each signing gives other bytes
    assertThat(bench.accepted(token)).isNotNull();
    bench.source.answer(THEIRS.jwks());

    pass(Duration.ofMinutes(5));

    assertThat(bench.refusal(token)).isEqualTo(Reason.SIGNATURE);
    assertThat(bench.accepted(THEIRS.token())).isNotNull();
  }

  @Test
  void believesATokenOnceItsKeyHasComeThoughItWasRefusedBefore() {
    bench.keys.beat();
    String token = THEIRS.token();
    assertThat(bench.refusal(token)).isEqualTo(Reason.SIGNATURE);
    bench.source.answer(THEIRS.jwks());

    bench.keys.refreshNow();

    assertThat(bench.accepted(token)).isNotNull();
  }

  @Test
  void fetchesAtMostOnceAMinuteForUnknownNames() { // J15
    bench.keys.beat();

    for (int i = 0; i < 1_000; i++) {
      assertThat(bench.refusal(unknown(i))).isEqualTo(Reason.UNKNOWN_KEY);
    }

    assertThat(bench.source.fetches()).isEqualTo(2);
    pass(Duration.ofSeconds(59));
    assertThat(bench.refusal(unknown(1))).isEqualTo(Reason.UNKNOWN_KEY);
    assertThat(bench.source.fetches()).isEqualTo(2);
    pass(Duration.ofSeconds(1));
    assertThat(bench.refusal(unknown(1))).isEqualTo(Reason.UNKNOWN_KEY);
    assertThat(bench.source.fetches()).isEqualTo(3);
  }

  @Test
  void acceptsANewKeyDuringAFloodOfUnknownNamesWithinAMinute() { // K04
    bench.keys.beat();
    assertThat(bench.refusal(unknown(0))).isEqualTo(Reason.UNKNOWN_KEY);
    bench.source.answer(
        Issuer.jwks(OURS.ecKey(), new ECKey.Builder(THEIRS.ecKey()).keyID("ec-2").build()));
    String rotated = THEIRS.es256(Issuer.header("kid", "\"ec-2\""), Issuer.claims());
    assertThat(bench.refusal(rotated)).isEqualTo(Reason.UNKNOWN_KEY);

    pass(Duration.ofMinutes(1));
    assertThat(bench.refusal(unknown(1))).isEqualTo(Reason.UNKNOWN_KEY);

    assertThat(bench.accepted(rotated)).isNotNull();
  }

  @Test
  void doesNotFetchForAForgedTokenThatIsWrongAnyway() {
    bench.keys.beat();

    assertThat(bench.refusal(OURS.es256(Issuer.header("kid", "\"x\""), Issuer.claims("iss", ""))))
        .isEqualTo(Reason.ISSUER);

    assertThat(bench.source.fetches()).isEqualTo(1);
  }

  @Test
  void letsTokensWaitForTheFirstFetchWithoutAThread() {
    bench.source.hold();
    bench.keys.beat();

    CompletableFuture<AccessToken> waiting = bench.ask(OURS.token());
    assertThat(waiting).isNotDone();
    bench.source.release();

    assertThat(waiting.join().subject()).isEqualTo(Issuer.SUBJECT);
  }

  @Test
  void letsNoMoreTokensWaitThanItMay() {
    bench.source.hold();
    bench.keys.beat();
    for (int i = 0; i < Bench.LIMITS.waiting(); i++) {
      assertThat(bench.ask(OURS.token("jti", "\"" + i + "\""))).isNotDone();
    }

    assertThat(bench.failure(OURS.token())).isInstanceOf(VerifierBusy.class);

    bench.source.release();
    assertThat(bench.accepted(OURS.token())).isNotNull();
  }

  @Test
  void answersThoseWhoWaitForKeysWhenItCloses() {
    bench.source.hold();
    bench.keys.beat();
    CompletableFuture<AccessToken> waiting = bench.ask(OURS.token());

    bench.verifier.close();

    assertThat(waiting).isCompletedExceptionally();
  }

  @Test
  void goesOnRefreshingWhenTheClockIsSetBackOrForward() { // K10
    bench.keys.beat();

    bench.clock.set(HandClock.START.minus(Duration.ofMinutes(10)));
    assertThat(bench.refusal(OURS.token())).isEqualTo(Reason.NOT_YET_VALID);
    pass(Duration.ofMinutes(5));
    assertThat(bench.source.fetches()).isEqualTo(2);

    bench.clock.set(HandClock.START.plus(Duration.ofMinutes(10)));
    assertThat(bench.accepted(OURS.token())).isNotNull();
    assertThat(bench.keys.status().age()).hasValue(Duration.ZERO);
  }

  private void pass(Duration time) {
    bench.clock.pass(time);
    bench.keys.beat();
  }

  private static String unknown(int number) {
    return OURS.es256(Issuer.header("kid", "\"unknown-" + number + "\""), Issuer.claims());
  }
}
