package io.nicebridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.impl.auth.DigestScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
  private static final URI WHERE = URI.create("https://acs/Acs/Api/x?y=1");

  private final Digest digest =
      new Digest(
          new Site(
              URI.create("https://acs"),
              Site.Login.DIGEST,
              "nice",
              "secret",
              Optional.empty(),
              "",
              Optional.empty()));

  @Test
  void givesEachRequestInParallelTheFirstCountOfItsOwnChallenge() {
    DigestScheme one = heard(asking("n1", "MD5"));
    DigestScheme other = heard(asking("n2", "MD5"));

    assertThat(answer(other)).contains("nonce=\"n2\"", "nc=00000001", "uri=\"/Acs/Api/x?y=1\"");
    digest.holds(other);
    assertThat(next()).contains("nonce=\"n2\"", "nc=00000002");
    assertThat(answer(one)).contains("nonce=\"n1\"", "nc=00000001");
  }

  @Test
  void keepsWhatHoldsUntilTheAnswerToAnotherChallengeWasTaken() {
    DigestScheme first = heard(asking("n1", "MD5"));
    assertThat(digest.authorization("POST", WHERE)).isEmpty();
    var unused = answer(first);
    digest.holds(first);

    DigestScheme second = heard(asking("n2", "MD5"));

    assertThat(next()).contains("nonce=\"n1\"", "nc=00000002");
    unused = answer(second);
    digest.holds(second);
    assertThat(next()).contains("nonce=\"n2\"", "nc=00000002");
  }

  @Test
  void takesSha256BeforeMd5() {
    assertThat(answer(heard(asking("n1", "MD5"), asking("n2", "SHA-256"))))
        .contains("nonce=\"n2\"");
  }

  @Test
  void takesTheNextWhereNobodyKnowsTheAlgorithmOfTheFirst() {
    assertThat(answer(heard(asking("n1", "SHA-4096"), asking("n2", "MD5")))).contains("\"n2\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Digest realm=\"r\", nonce=\"n1\", algorithm", "Digest algorithm", "Digest"})
  void isNotStoppedByAChallengeThatIsNotWhole(String odd) {
    assertThat(answer(heard(asking("n2", "MD5"), odd))).contains("nonce=\"n2\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Basic realm=\"r\"",
        "Digest",
        "Digest nonce=\"n1\"",
        "Digest realm=\"r\", nonce=\"n1\", algorithm=SHA-4096",
        "Digest realm=\"r\", nonce=\"n1\", qop=\"auth-none\"",
        "Digest realm=\"r\", nonce=\"n1\", charset=none"
      })
  void answersNothingToWhatNobodyKnows(String header) {
    assertThat(digest.hears(headers(header))).isEmpty();
  }

  private static String asking(String nonce, String algorithm) {
    return "Digest realm=\"r\", nonce=\"%s\", algorithm=%s, qop=\"auth\""
        .formatted(nonce, algorithm);
  }

  private DigestScheme heard(String... challenges) {
    return digest.hears(headers(challenges)).orElseThrow();
  }

  private static HttpHeaders headers(String... challenges) {
    return HttpHeaders.of(Map.of("WWW-Authenticate", List.of(challenges)), (name, value) -> true);
  }

  private String answer(DigestScheme asked) {
    return digest.answer(asked, "POST", WHERE).orElseThrow();
  }

  private String next() {
    return digest.authorization("POST", WHERE).orElseThrow();
  }
}
