package io.nicebridge.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An OAuth 2.0 issuer over real TLS sockets, in its good and in its bad moods. */
class ClientCredentialsIT {
  private static final String SECRET = "client secret:%";

  private final HandClock clock = new HandClock();
  private final List<String> forms = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();

  private KeyServer.Answer issues(String token, String more) {
    return exchange -> {
      note(exchange);
      answer(
          exchange,
          200,
          "{\"access_token\":\"%s\",\"token_type\":\"Bearer\"%s}".formatted(token, more));
    };
  }

  private void note(HttpExchange exchange) throws IOException {
    authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
    forms.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    KeyServer.send(exchange, status, body);
  }

  private ClientCredentials of(KeyServer server) {
    return new ClientCredentials(
        new ClientCredentials.Settings(
            URI.create(server.address()),
            "nice-bridge",
            SECRET,
            Optional.of("control data"),
            Optional.of("cameras")),
        server.trust(),
        clock);
  }

  @Test
  void asksAsRfc6749SaysAndTakesTheTokenWithItsLifetime() throws IOException {
    try (KeyServer server = new KeyServer(issues("abc", ",\"expires_in\":600"))) {
      IssuedToken token = of(server).fetch().toCompletableFuture().join();

      assertThat(token.text()).isEqualTo("abc");
      assertThat(token.until()).isEqualTo(HandClock.START.plus(Duration.ofMinutes(10)));
      assertThat(forms.get(0))
          .contains("grant_type=client_credentials")
          .contains("scope=control+data")
          .contains("audience=cameras")
          .doesNotContain("secret");
      assertThat(authorizations.get(0)).startsWith("Basic ");
      assertThat(token.toString()).doesNotContain("abc");
    }
  }

  @Test
  void assumesAMinuteWhereTheIssuerSaysNothing() throws IOException {
    try (KeyServer server = new KeyServer(issues("abc", ""))) {
      assertThat(of(server).fetch().toCompletableFuture().join().until())
          .isEqualTo(HandClock.START.plus(Duration.ofMinutes(1)));
    }
  }

  @Test
  void tellsTheIssuersCodeAndNothingElse() throws IOException {
    KeyServer.Answer refuses =
        exchange ->
            answer(
                exchange,
                401,
                "{\"error\":\"invalid_client\",\"error_description\":\"%s\"}".formatted(SECRET));
    try (KeyServer server = new KeyServer(refuses)) {
      assertThatThrownBy(() -> of(server).fetch().toCompletableFuture().join())
          .hasMessageContaining("the issuer answered 401, invalid_client")
          .hasMessageNotContaining("secret");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "[]",
        "{}",
        "{\"access_token\":\"a\"}",
        "{\"access_token\":1,\"token_type\":\"Bearer\"}",
        "{\"access_token\":\"\",\"token_type\":\"Bearer\"}"
      })
  void refusesWhatIsNoTokenResponse(String body) throws IOException {
    try (KeyServer server = new KeyServer(exchange -> answer(exchange, 200, body))) {
      assertThatThrownBy(() -> of(server).fetch().toCompletableFuture().join())
          .hasMessageContaining("no token response of RFC 6749");
    }
  }

  @Test
  void followsNoRedirectAndReadsNoEndlessBody() throws IOException {
    try (KeyServer server = new KeyServer(KeyServer.redirect("https://elsewhere.example/"))) {
      assertThatThrownBy(() -> of(server).fetch().toCompletableFuture().join())
          .hasMessageContaining("302");

      server.answer(exchange -> answer(exchange, 200, "x".repeat(100_000)));
      assertThatThrownBy(() -> of(server).fetch().toCompletableFuture().join())
          .hasMessageContaining("more than");
    }
  }

  @Test
  void waitsForASilentIssuerForSomeSecondsOnly() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    KeyServer.Answer silent =
        exchange -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    try (KeyServer server = new KeyServer(silent)) {
      TokenSource source = new FreshToken("cloud", of(server)::fetch, clock);

      assertThatThrownBy(() -> source.token().toCompletableFuture().join())
          .hasCauseInstanceOf(TokenUnavailable.class);
      never.countDown();
    }
  }
}
