package io.nicebridge.token;

import static io.nicebridge.token.Issuer.OURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Named.named;

import com.nimbusds.jose.jwk.ECKey;
import com.sun.net.httpserver.HttpExchange;
import io.nicebridge.token.KeyServer.Answer;
import io.nicebridge.token.TokenRefused.Reason;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A JWK set over real TLS sockets. */
class HttpsKeysIT {
  private static final Duration DEADLINE = Duration.ofMillis(500);
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  @Test
  void verifiesWithASetFromHttps() throws IOException {
    try (KeyServer server = new KeyServer(KeyServer.json(OURS.jwks()));
        TokenVerifier verifier = verifier(server)) {
      assertThat(ask(verifier, OURS.token()).join().subject()).isEqualTo(Issuer.SUBJECT);
    }
  }

  @Test
  void fetchesOnceForAThousandFirstRequests() throws Exception { // K09
    CountDownLatch opened = new CountDownLatch(1);
    Answer late =
        exchange -> {
          awaitOpen(opened);
          KeyServer.json(OURS.jwks()).give(exchange);
        };
    List<String> tokens =
        IntStream.range(0, 1_000)
            .mapToObj(i -> OURS.rs256(Issuer.rsaHeader(), Issuer.claims("jti", "\"" + i + "\"")))
            .toList();
    try (KeyServer server = new KeyServer(late);
        TokenVerifier verifier = verifier(server)) {
      List<CompletableFuture<AccessToken>> asked =
          tokens.parallelStream().map(token -> ask(verifier, token)).toList();

      opened.countDown();

      assertThat(asked).allSatisfy(it -> assertThat(it.join()).isNotNull());
      assertThat(server.requests()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource
  void keepsTheLastGoodSet(Answer trouble) throws IOException { // K05, K08
    try (KeyServer server = new KeyServer(KeyServer.json(OURS.jwks()))) {
      KeySource source = source(server);
      try (RefreshedKeys keys = RefreshedKeys.start(source, Duration.ofMinutes(5))) {
        await().until(() -> keys.status().available());

        server.answer(trouble);
        keys.refreshNow();

        await().until(() -> keys.status().lastError().isPresent());
        assertThat(keys.status().keys()).isEqualTo(2);
        assertThat(keys.status().lastError().orElseThrow()).doesNotContain("secret");
        server.answer(KeyServer.json(OURS.jwks()));
        keys.refreshNow();
        await().until(() -> keys.status().lastError().isEmpty());
      }
    }
  }

  static Stream<Named<Answer>> keepsTheLastGoodSet() {
    return Stream.of(
        named("500", KeyServer.status(500)),
        named("404", KeyServer.status(404)),
        named("201", KeyServer.status(201)),
        named("redirect", KeyServer.redirect("/elsewhere")),
        named("HTML", KeyServer.json("<html>secret</html>")),
        named("empty", exchange -> KeyServer.send(exchange, 200, "")),
        named("no key", KeyServer.json("{\"keys\":[]}")),
        named("5 MB", KeyServer.json(" ".repeat(5 << 20) + OURS.jwks())),
        named("silent", exchange -> awaitOpen(NEVER)),
        named("dripping body", HttpsKeysIT::drip),
        named("cut off", exchange -> cutOff(exchange)));
  }

  @Test
  void followsNoRedirectAndNoAddressFromAToken() throws IOException { // K08, J12
    try (KeyServer elsewhere = new KeyServer(KeyServer.json(Issuer.THEIRS.jwks()));
        KeyServer server = new KeyServer(KeyServer.redirect(elsewhere.address()));
        RefreshedKeys keys = RefreshedKeys.start(source(server), Duration.ofMinutes(5));
        TokenVerifier verifier = verifier(keys)) {
      assertThat(failure(ask(verifier, OURS.token()))).isInstanceOf(KeysUnavailable.class);

      server.answer(KeyServer.json(OURS.jwks()));
      keys.refreshNow();
      await().until(() -> keys.status().available());
      String address = "\"" + elsewhere.address() + "\"";
      String hostile =
          Issuer.THEIRS.es256(Issuer.header("jku", address, "x5u", address), Issuer.claims());
      assertThat(failure(ask(verifier, hostile)))
          .isInstanceOfSatisfying(
              TokenRefused.class, it -> assertThat(it.reason()).isEqualTo(Reason.SIGNATURE));
      assertThat(elsewhere.requests()).isZero();
    }
  }

  @Test
  void isUnavailableBehindACertificateThatIsNotTrusted() throws IOException {
    try (KeyServer server = new KeyServer(KeyServer.json(OURS.jwks()));
        TokenVerifier verifier = verifier(KeySource.of(server.address(), Optional.empty()))) {
      assertThat(failure(ask(verifier, OURS.token()))).isInstanceOf(KeysUnavailable.class);
      assertThat(server.requests()).isZero();
    }
  }

  @Test
  void isUnavailableBehindAnExpiredCertificate() throws IOException { // K05
    try (KeyServer server =
            new KeyServer(KeyServer.json(OURS.jwks()), Duration.ofDays(1).negated());
        TokenVerifier verifier = verifier(server)) {
      assertThat(failure(ask(verifier, OURS.token()))).isInstanceOf(KeysUnavailable.class);
      assertThat(server.requests()).isZero();
    }
  }

  @Test
  void isUnavailableBehindACertificateOfAnotherHost() throws IOException {
    try (KeyServer server = new KeyServer(KeyServer.json(OURS.jwks()));
        TokenVerifier verifier =
            verifier(
                KeySource.of(server.address().replace("localhost", "127.0.0.1"), server.trust()))) {
      assertThat(failure(ask(verifier, OURS.token()))).isInstanceOf(KeysUnavailable.class);
      assertThat(server.requests()).isZero();
    }
  }

  @Test
  void usesARotatedKeyAtItsFirstToken() throws IOException { // K03
    try (KeyServer server = new KeyServer(KeyServer.json(OURS.jwks()));
        TokenVerifier verifier = verifier(server)) {
      assertThat(ask(verifier, OURS.token()).join()).isNotNull();
      ECKey next = new ECKey.Builder(Issuer.THEIRS.ecKey()).keyID("ec-2").build();
      server.answer(KeyServer.json(Issuer.jwks(next)));

      String token = Issuer.THEIRS.es256(Issuer.header("kid", "\"ec-2\""), Issuer.claims());

      assertThat(ask(verifier, token).join()).isNotNull();
      assertThat(server.requests()).isEqualTo(2);
    }
  }

  private static KeySource source(KeyServer server) {
    return new HttpsKeys(URI.create(server.address()), server.trust(), DEADLINE);
  }

  private static TokenVerifier verifier(KeyServer server) {
    return verifier(KeySource.of(server.address(), server.trust()));
  }

  private static TokenVerifier verifier(KeySource source) {
    return verifier(RefreshedKeys.start(source, Duration.ofMinutes(5)));
  }

  private static TokenVerifier verifier(RefreshedKeys keys) {
    return new TokenVerifier(
        Bench.POLICY,
        new TokenTrust(Optional.of(keys), Optional.empty()),
        Revocations.none(),
        VerifierLimits.forThisMachine(),
        new HandClock());
  }

  private static CompletableFuture<AccessToken> ask(TokenVerifier verifier, String token) {
    return verifier.verify(token).toCompletableFuture().orTimeout(30, TimeUnit.SECONDS);
  }

  private static Throwable failure(CompletableFuture<AccessToken> asked) {
    try {
      throw new AssertionError("must fail, was accepted: " + asked.join());
    } catch (CompletionException e) {
      return Optional.ofNullable(e.getCause()).orElse(e);
    }
  }

  /** One byte each 50 ms: never silent, never done. */
  private static void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 100_000);
    try (var body = exchange.getResponseBody()) {
      for (int i = 0; i < 100_000; i++) {
        body.write(' ');
        body.flush();
        if (waited(NEVER, 50)) {
          return;
        }
      }
    }
  }

  private static void cutOff(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 1_000);
    exchange.getResponseBody().write('{');
    exchange.getResponseBody().flush();
    throw new IOException("cut off");
  }

  private static void awaitOpen(CountDownLatch latch) throws IOException {
    if (!waited(latch, 20_000)) {
      throw new IOException("gave up");
    }
  }

  private static boolean waited(CountDownLatch latch, long millis) throws IOException {
    try {
      return latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IOException("closed", e);
    }
  }
}
