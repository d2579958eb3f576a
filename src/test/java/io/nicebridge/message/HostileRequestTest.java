package io.nicebridge.message;

import static io.nicebridge.id.Strictness.LENIENT;
import static io.nicebridge.id.Strictness.STRICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nicebridge.id.Strictness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are JSON and still not what section 4.1 asks for. */
class HostileRequestTest {
  private static final String ID = "1f0b0f6e-6f0f-4a51-9a0d-3a7b8f1c2d3e";

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{", "{}{}", "{\"a\":\"\\ud800\"}"})
  void isNotJson(String body) {
    assertThat(refusal(Sample.utf8(body), STRICT)).startsWith("body must ");
  }

  /** B126 and B145. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "MessageType",
        "SourceEndPointID",
        "DestinationEndPointID",
        "DateTimeStamp",
        "CommandID",
        "CommandType",
        "AccessToken",
        "EncryptionOn"
      })
  void lacksAMember(String member) {
    assertThat(refusal(Sample.requestWithout(member), STRICT)).isEqualTo(member + " is missing");
    assertThat(refusal(Sample.utf8("{}"), STRICT)).endsWith(" is missing");
  }

  /** B146 and B159. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MessageType           | 1    | a string, was a number",
        "SourceEndPointID      | null | a string, was null",
        "DestinationEndPointID | {}   | a string, was an object",
        "DateTimeStamp         | 0    | a string, was a number",
        "CommandID             | \"1\"| an integer without fraction or exponent, was a string",
        "CommandID             | true | an integer without fraction or exponent, was true",
        "CommandID             | null | an integer without fraction or exponent, was null",
        "CommandType           | []   | a string, was an array",
        "AccessToken           | 7    | a string, was a number",
        "EncryptionOn          | null | true or false, was null",
        "EncryptionOn          | {}   | true or false, was an object",
        "Payload               | []   | an object, was an array",
        "Payload               | null | an object, was null",
        "Payload               | 'x'  | JSON as in RFC 8259",
        "Payload               | \"x\"| an object, was a string"
      })
  void hasAMemberOfTheWrongType(String member, String json, String must) {
    assertThat(refusal(Sample.requestWith(member, json), STRICT)).contains("must be " + must);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "{}", "[]", "null", "true"})
  void hasABodyThatIsNoString(String json) {
    assertThat(refusal(Sample.requestWith("Payload", "{\"Body\":" + json + "}"), STRICT))
        .startsWith("Payload.Body must be a string, was ");
  }

  /** B144. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "1.0",
        "1e2",
        "1E0",
        "1e400",
        "9223372036854775808",
        "99999999999999999999",
        "-9223372036854775808"
      })
  void hasACommandIdThatIsNoneOfTheIntegersFromZero(String json) {
    assertThat(refusal(Sample.requestWith("CommandID", json), STRICT))
        .startsWith("CommandID must be an integer");
  }

  /** B156. */
  @ParameterizedTest
  @ValueSource(strings = {"\"true\"", "\"false\"", "\"\"", "\"yes\"", "2", "-1", "01", "1.0", "[]"})
  void hasAnEncryptionOnOfNoKnownForm(String json) {
    assertThat(refusal(Sample.requestWith("EncryptionOn", json), STRICT)).contains(" must be ");
    assertThat(refusal(Sample.requestWith("EncryptionOn", json), LENIENT)).contains(" must be ");
  }

  /** B147 and B161. */
  @ParameterizedTest
  @ValueSource(strings = {"Version", "ReplyID", "ReplyStatusCode", "payload", "__proto__", ""})
  void hasAMemberThatTheStandardDoesNotKnow(String member) {
    assertThat(refusal(Sample.requestWith(member, "\"1.0\""), STRICT))
        .isEqualTo("member [" + member + "] is unknown to a Common Message of NICE 0.9");
  }

  /** B148: case-sensitive. */
  @ParameterizedTest
  @ValueSource(strings = {"Request", "response", "REQUEST", "request ", "", "request\\u0000"})
  void isOfAnotherMessageType(String type) {
    byte[] body = Sample.requestWith("MessageType", '"' + type + '"');
    assertThat(refusal(body, STRICT)).startsWith("MessageType [").contains("must be request");
    assertThat(refusal(body, LENIENT)).startsWith("MessageType [").contains("must be request");
  }

  /** B149. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1f0b0f6e-6f0f-4a51-9a0d-3a7b8f1c2d3",
        ID + "0",
        "{" + ID + "}",
        "..",
        "+",
        "#",
        "1f0b0f6e-6f0f-4a51-9a0d-3a7b8f1c2d3\\u0000",
        "$SYS",
        "1f0b0f6e6f0f4a519a0d3a7b8f1c2d3e"
      })
  void hasAnEndPointIdThatIsNone(String id) {
    assertThat(refusal(Sample.requestWith("SourceEndPointID", '"' + id + '"'), STRICT))
        .startsWith("SourceEndPointID: EndPointID [");
    assertThat(refusal(Sample.requestWith("DestinationEndPointID", '"' + id + '"'), STRICT))
        .startsWith("DestinationEndPointID: EndPointID [");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "+", "#", "$SYS", "a/b", "a\\u0000", "a b", "\\u202e"})
  void hasAnEndPointIdThatIsUnsafeEvenForALenientReader(String id) {
    assertThat(refusal(Sample.requestWith("DestinationEndPointID", '"' + id + '"'), LENIENT))
        .startsWith("DestinationEndPointID: EndPointID [");
  }

  /** B153. */
  @Test
  void hasACommandTypeThatIsTooLong() {
    assertThat(refusal(Sample.requestWith("CommandType", '"' + "x".repeat(129) + '"'), STRICT))
        .isEqualTo("CommandType must be at most 128 characters long, was 129");
    assertThat(refusal(Sample.requestWith("CommandType", '"' + "x".repeat(4_096) + '"'), LENIENT))
        .isEqualTo("CommandType must be at most 128 characters long, was 4096");
  }

  /** B155: one of the forms; the others are in DateTimeStampTest. */
  @Test
  void wasSentOnADayThatDoesNotExist() {
    assertThat(refusal(Sample.requestWith("DateTimeStamp", "\"2026-02-30T07:51:40.385Z\""), STRICT))
        .isEqualTo("DateTimeStamp [2026-02-30T07:51:40.385Z] must be a day and time that exist");
  }

  /** B140: first and last differ. */
  @Test
  void namesItsDestinationTwice() {
    String twice =
        Sample.request()
            .toString()
            .replaceFirst("\\{", "{\"DestinationEndPointID\":\"" + ID + "\",");
    assertThat(refusal(Sample.utf8(twice), STRICT)).startsWith("body must have every member once");
    assertThat(refusal(Sample.utf8(twice), LENIENT)).startsWith("body must have every member once");
  }

  @Test
  void getsASentenceThatFitsWhateverItHeld() {
    String awful = "\\u0001".repeat(250);
    for (byte[] body :
        new byte[][] {
          Sample.requestWith(awful, "1"),
          Sample.requestWith("MessageType", '"' + awful + '"'),
          Sample.requestWith("DestinationEndPointID", '"' + awful + '"'),
          Sample.requestWith("DateTimeStamp", '"' + awful + '"')
        }) {
      assertThat(refusal(body, STRICT)).hasSizeLessThanOrEqualTo(256).matches("[ -~…]+");
    }
  }

  @Test
  void neverGetsItsTokenBack() {
    String body =
        Sample.request().toString().replace("header.claims.signature", "eyJhbGciOi\\ud800");
    assertThat(refusal(Sample.utf8(body), STRICT)).doesNotContain("eyJ");
    assertThatThrownBy(
            () ->
                RequestMessage.parse(
                    Sample.requestWith("AccessToken", "{\"eyJsecret\":1}"), STRICT))
        .hasMessage("AccessToken must be a string, was an object");
  }

  private static String refusal(byte[] body, Strictness strictness) {
    Refusal refusal =
        catchThrowableOfType(Refusal.class, () -> RequestMessage.parse(body, strictness));
    assertThat(refusal).isNotNull();
    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MALFORMED);
    return refusal.sentence();
  }
}
