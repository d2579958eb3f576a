package io.nicebridge.message;

import static io.nicebridge.id.Strictness.LENIENT;
import static io.nicebridge.id.Strictness.STRICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nicebridge.id.Strictness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
  private static final String JWS = Sealed.jws("{}");

  private static Envelope parse(String body) {
    return Envelope.parse(Sample.utf8(body), STRICT);
  }

  private static String refusal(String body, Strictness strictness) {
    Refusal refusal =
        catchThrowableOfType(Refusal.class, () -> Envelope.parse(Sample.utf8(body), strictness));
    assertThat(refusal).as("the refusal of %s", body).isNotNull();
    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MALFORMED);
    return refusal.sentence();
  }

  @Test
  void reads09AsStrictlyAsItsDestinationAsks() {
    Envelope request = Envelope.parse(Sample.bytes("own-0.9-request"), STRICT);

    assertThat(request).isInstanceOf(RequestMessage.class);
    assertThat(request.edition()).isEqualTo(Edition.V0_9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "own-1.0-plain-request",
        "own-1.0-request-body-as-object",
        "own-1.0-request-from-a-node",
        "own-1.0-request-payload-as-text"
      })
  void reads10LenientlyWhateverItsDestinationAsks(String sample) {
    Envelope request = Envelope.parse(Sample.bytes(sample), STRICT);

    assertThat(request).isInstanceOf(RequestMessage.class);
    assertThat(request.edition()).isEqualTo(Edition.V1_0);
    assertThat(request.raw()).isEqualTo(Sample.bytes(sample));
  }

  @Test
  void leaves11Sealed() {
    byte[] body = Sealed.request11(Sealed.DEVICE, Sealed.SERVICE_APP);

    Envelope request = Envelope.parse(body, STRICT);

    assertThat(request).isInstanceOf(SealedRequest.class);
    assertThat(request.edition()).isEqualTo(Edition.V1_1);
    assertThat(request.raw()).isSameAs(body);
  }

  @Test
  void leaves10xSealedWithAndWithoutItsKeyBesideIt() {
    assertThat(parse("{\"EncryptedPayload\":\"" + JWS + "\"}").edition()).isEqualTo(Edition.V1_0_X);
    assertThat(parse("{\"EncryptionKey\":\"k\",\"EncryptedPayload\":\"" + JWS + "\"}").edition())
        .isEqualTo(Edition.V1_0_X);
  }

  @Test
  void takesAContainerOf23Kilobytes() {
    String token = "x".repeat(23_485);

    assertThat(parse("{\"EncryptedPayload\":\"" + Sealed.jws(token) + "\"}").edition())
        .isEqualTo(Edition.V1_0_X);
  }

  /** A name that is escaped is the same name (RFC 8259 section 8.3). */
  @Test
  void recognisesAContainerWhoseNameIsEscaped() {
    assertThat(parse("{\"Signed\\u0043MF\":\"" + JWS + "\"}").edition()).isEqualTo(Edition.V1_1);
  }

  @ParameterizedTest
  @EnumSource(Strictness.class)
  void refusesTwoEditionsInOneMessage(Strictness strictness) {
    String signed = "\"SignedCMF\":\"" + JWS + "\"";
    String encrypted = "\"EncryptedPayload\":\"" + JWS + "\"";

    assertThat(refusal("{" + signed + "," + encrypted + "}", strictness))
        .isEqualTo("[EncryptedPayload] must not stand beside SignedCMF: a message has one edition");
    assertThat(refusal("{" + encrypted + "," + signed + "}", strictness))
        .isEqualTo("[SignedCMF] must not stand beside EncryptedPayload: a message has one edition");
    assertThat(refusal("{\"Version\":\"1.0\"," + signed + "}", strictness))
        .isEqualTo("SignedCMF must stand alone: a message has one edition");
    assertThat(refusal("{\"MessageType\":\"request\"," + signed + "}", strictness))
        .isEqualTo("[MessageType] must not stand beside SignedCMF: a message has one edition");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "5                          | SignedCMF must be a string, was a number",
        "null                       | SignedCMF must be a string, was null",
        "{\"SignedCMF\":\"a.b.c\"}  | SignedCMF must be a string, was an object",
        "[\"a.b.c\"]                | SignedCMF must be a string, was an array",
        "\"\"                       | SignedCMF must be three parts of base64url joined by dots, broke at index 0",
        "\"a.b\"                    | SignedCMF must be three parts of base64url joined by dots, broke at index 3",
        "\"a.b.c.d.e\"              | SignedCMF must be three parts of base64url joined by dots, broke at index 9",
        "\"a..c\"                   | SignedCMF must be three parts of base64url joined by dots, broke at index 2",
        "\"a.b+.c\"                 | SignedCMF must be three parts of base64url joined by dots, broke at index 3",
        "\"a.b\\n.c\"               | SignedCMF must be three parts of base64url joined by dots, broke at index 3"
      })
  void refusesWhatIsNoContainer(String value, String sentence) {
    assertThat(refusal("{\"SignedCMF\":" + value + "}", LENIENT)).isEqualTo(sentence);
  }

  @Test
  void refusesAContainerThatStandsTwice() {
    String signed = "\"SignedCMF\":\"" + JWS + "\"";

    assertThat(refusal("{" + signed + "," + signed + "}", STRICT))
        .startsWith("body must have every member once");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.0", "", "one", "1.0 "})
  void refusesAVersionThatNobodyKnows(String version) {
    assertThat(refusal("{\"Version\":\"" + version + "\"}", LENIENT)).contains("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no json", "[]", "\"SignedCMF\"", "{\"Payload\":{\"SignedCMF\":1}"})
  void looksOnlyAtTheTopOfWhatMayBeNoMessageAtAll(String body) {
    assertThat(Edition.of(Sample.utf8(body))).isEqualTo(Edition.V0_9);
  }

  @Test
  void readsDataAsOneJsonObjectAndNoMore() {
    assertThat(RawData.parse(Sample.bytes("nodesdk-scenemark")).raw()).isNotEmpty();
    assertThat(catchThrowableOfType(Refusal.class, () -> RawData.parse(Sample.utf8("a.b.c.d"))))
        .isNotNull();
  }
}
