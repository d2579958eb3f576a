package io.nicebridge.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.nicebridge.demo.DevCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that the bridge signs itself. */
class SelfIssuedTest {
  private static final String SELF = "00000001-5eab-2e10-8003-000000000001";

  @TempDir private Path home;

  private MessageSigner signer() throws IOException {
    KeyPair pair = Issuer.ecPair("secp256r1");
    return MessageSigner.load(
        SELF,
        Files.writeString(home.resolve("key.pem"), DevCertificates.pem(pair.getPrivate())),
        Files.writeString(home.resolve("chain.pem"), Certified.root("site", pair).pem()));
  }

  @Test
  void saysWhoItIsForHowLongAndMakesANewOneAheadOfTime() throws Exception {
    HandClock clock = new HandClock();
    try (MessageSigner signer = signer()) {
      TokenSource source =
          TokenSource.ofSigner(
              "site", SELF, Optional.of("cameras"), Duration.ofMinutes(10), signer, clock);

      String first = source.token().toCompletableFuture().join();
      clock.pass(Duration.ofMinutes(5));
      String same = source.token().toCompletableFuture().join();
      clock.pass(Duration.ofMinutes(6));
      String next = source.token().toCompletableFuture().join();

      JWTClaimsSet claims = SignedJWT.parse(first).getJWTClaimsSet();
      assertThat(claims.getIssuer()).isEqualTo(SELF);
      assertThat(claims.getSubject()).isEqualTo(SELF);
      assertThat(claims.getAudience()).containsExactly("cameras");
      assertThat(claims.getExpirationTime())
          .isEqualTo(Date.from(HandClock.START.plus(Duration.ofMinutes(10))));
      assertThat(claims.getStringListClaim("Permissions"))
          .isEqualTo(List.of("Management", "Control"));
      assertThat(same).isEqualTo(first);
      assertThat(next).isNotEqualTo(first);
    }
  }
}
