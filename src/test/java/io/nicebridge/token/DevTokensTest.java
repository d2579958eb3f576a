package io.nicebridge.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.demo.DevTokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevTokensTest {
  @Test
  void signsTokensThatItsOwnKeySetVerifies(@TempDir Path folder) throws Exception {
    DevTokens tokens = DevTokens.create();
    Path file = Files.writeString(folder.resolve("jwks.json"), tokens.jwks());
    try (TokenVerifier verifier = verifier(file)) {
      AccessToken token = verified(verifier, tokens.token("camera-app", "Control"));

      assertThat(token.subject()).isEqualTo("camera-app");
      assertThat(token.permissions()).hasValue(Set.of("Control"));
      Map<String, Object> claims = DevTokens.claims("other");
      claims.remove("Permissions");
      assertThat(verified(verifier, tokens.token(claims)).permissions()).isEmpty();
    }
  }

  @Test
  void keepsThePrivateKeyToItself() {
    assertThat(DevTokens.create().jwks()).doesNotContain("\"d\"");
  }

  private static AccessToken verified(TokenVerifier verifier, String token) {
    return verifier.verify(token).toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private static TokenVerifier verifier(Path jwks) {
    KeySource source = KeySource.of(jwks.toUri().toString(), Optional.empty());
    return new TokenVerifier(
        new TokenPolicy(
            Optional.of(DevTokens.ISSUER),
            Optional.of(DevTokens.AUDIENCE),
            Set.of("ES256"),
            Duration.ofSeconds(30),
            Optional.of(Duration.ofDays(1))),
        new TokenTrust(
            Optional.of(RefreshedKeys.start(source, Duration.ofMinutes(5))), Optional.empty()),
        Revocations.none(),
        VerifierLimits.forThisMachine(),
        InstantSource.system());
  }
}
