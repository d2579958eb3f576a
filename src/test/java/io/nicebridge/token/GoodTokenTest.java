package io.nicebridge.token;

import static io.nicebridge.token.Issuer.NOW;
import static io.nicebridge.token.Issuer.OURS;
import static io.nicebridge.token.Issuer.claims;
import static io.nicebridge.token.Issuer.header;
import static io.nicebridge.token.Issuer.rsaHeader;
import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.token.TokenRefused.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoodTokenTest {
  @Test
  void handsOutWhatTheTokenSaysAndNotTheToken() {
    try (Bench bench = Bench.withKeys()) {
      String token = OURS.token("aud", "[\"other\",\"" + Issuer.AUDIENCE + "\"]");

      AccessToken accepted = bench.accepted(token);

      assertThat(accepted.subject()).isEqualTo(Issuer.SUBJECT);
      assertThat(accepted.issuer()).hasValue(Issuer.ISSUER);
      assertThat(accepted.audience()).isEqualTo(List.of("other", Issuer.AUDIENCE));
      assertThat(accepted.permissions()).hasValue(Set.of("Management", "Control"));
      assertThat(accepted.expiry()).isEqualTo(Instant.ofEpochSecond(NOW + 3_600));
      assertThat(accepted.jwtId()).hasValue("jti-1");
      assertThat(accepted.fingerprint()).matches("[0-9a-f]{8}");
      assertThat(accepted.toString()).doesNotContain(token.substring(token.lastIndexOf('.')));
    }
  }

  @Test
  void acceptsEachAllowedAlgorithm() {
    try (Bench bench = Bench.withKeys()) {
      assertThat(bench.accepted(OURS.es256(header(), claims()))).isNotNull();
      assertThat(bench.accepted(OURS.rs256(rsaHeader(), claims()))).isNotNull();
      assertThat(bench.accepted(OURS.ps256(rsaHeader("alg", "\"PS256\""), claims()))).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt"})
  void acceptsTheTypesOfAccessTokens(String type) {
    try (Bench bench = Bench.withKeys()) {
      String token = OURS.es256(header("typ", "\"" + type + "\""), claims());

      assertThat(bench.accepted(token)).isNotNull();
    }
  }

  @Test
  void acceptsATokenWithoutTypeOrKeyIdAsNiceAuthoritiesWriteThem() {
    try (Bench bench = Bench.withKeys()) {
      String token = OURS.es256(header("typ", "", "kid", ""), claims());

      assertThat(bench.accepted(token)).isNotNull();
    }
  }

  @Test
  void acceptsIsoDates() {
    try (Bench bench = Bench.withKeys()) {
      String token =
          OURS.token(
              "exp", "\"2032-02-17T06:44:03.393Z\"",
              "nbf", "\"2022-02-17T06:44:03.393Z\"",
              "iat", "\"2022-02-17T06:44:03.393Z\"");

      assertThat(bench.accepted(token).expiry()).isEqualTo("2032-02-17T06:44:03.393Z");
    }
  }

  @Test
  void acceptsWithinTheClockSkew() {
    try (Bench bench = Bench.withKeys()) {
      assertThat(bench.accepted(OURS.token("exp", "" + (NOW - 59)))).isNotNull();
      assertThat(bench.accepted(OURS.token("nbf", "" + (NOW + 60)))).isNotNull();
      assertThat(bench.accepted(OURS.token("iat", "" + (NOW + 60)))).isNotNull();
    }
  }

  @Test
  void tellsAnAbsentPermissionClaimFromAnEmptyOne() {
    try (Bench bench = Bench.withKeys()) {
      assertThat(bench.accepted(OURS.token("Permissions", "")).permissions()).isEmpty();
      assertThat(bench.accepted(OURS.token("Permissions", "[]")).permissions()).hasValue(Set.of());
    }
  }

  @Test
  void acceptsALongTokenOfTheSizeNiceReaches() {
    try (Bench bench = Bench.withKeys()) {
      String token = OURS.token("x", "\"" + "x".repeat(7_500) + "\"");

      assertThat(token.length()).isGreaterThan(10_000);
      assertThat(bench.accepted(token)).isNotNull();
    }
  }

  @Test
  void asksForNothingThatIsNotConfigured() {
    TokenPolicy open =
        new TokenPolicy(
            Optional.empty(), Optional.empty(), Set.of("ES256"), Duration.ZERO, Optional.empty());
    try (Bench bench = new Bench(open, Bench.LIMITS, Optional.empty())) {
      bench.keys.refreshNow();
      String token = OURS.token("iss", "", "aud", "", "nbf", "", "iat", "", "jti", "");

      assertThat(bench.accepted(token).issuer()).isEmpty();
    }
  }

  @Test
  void refusesALifetimeBeyondTheConfiguredOne() {
    TokenPolicy day =
        new TokenPolicy(
            Optional.empty(),
            Optional.empty(),
            Set.of("ES256"),
            Duration.ZERO,
            Optional.of(Duration.ofDays(1)));
    try (Bench bench = new Bench(day, Bench.LIMITS, Optional.empty())) {
      bench.keys.refreshNow();

      assertThat(bench.accepted(OURS.token("exp", "" + (NOW + 86_400)))).isNotNull();
      assertThat(bench.refusal(OURS.token("exp", "" + (NOW + 86_401)))).isEqualTo(Reason.CLAIMS);
      assertThat(bench.refusal(OURS.token("exp", "" + (NOW + 86_401), "iat", "")))
          .isEqualTo(Reason.CLAIMS);
    }
  }
}
