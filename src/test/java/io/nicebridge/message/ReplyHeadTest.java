package io.nicebridge.message;

import static io.nicebridge.id.Strictness.STRICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nicebridge.id.EndPointId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyHeadTest {
  @Test
  void readsWhatItTakesToFindTheCaller() {
    ReplyHead head = ReplyHead.read(Sample.bytes("own-0.9-response"));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.replyId()).hasValue(41);
    assertThat(head.source())
        .contains(EndPointId.parse("00000005-6116-005b-8003-00000000002b", STRICT));
    assertThat(head.destination())
        .contains(EndPointId.parse("00000009-60fe-5e15-8002-0000000019a4", STRICT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "own-1.0-plain-response",
        "own-1.0-response-to-nobody",
        "niceapi-cmf-response-1.1"
      })
  void readsEveryGeneration(String sample) {
    assertThat(ReplyHead.read(Sample.bytes(sample)).statusCode()).isEqualTo(200);
  }

  @Test
  void needsNoMoreThanTypeAndStatus() {
    ReplyHead head =
        ReplyHead.read(
            Sample.utf8(
                "{\"ReplyID\":\"7\",\"SourceEndPointID\":\"\",\"DestinationEndPointID\":[{}],"
                    + "\"Payload\":\"x\",\"Odd\":{\"MessageType\":1},"
                    + "\"MessageType\":\"response\",\"ReplyStatusCode\":0}"));
    assertThat(head.statusCode()).isZero();
    assertThat(head.replyId()).isEmpty();
    assertThat(head.source()).isEmpty();
    assertThat(head.destination()).isEmpty();
  }

  /** What passes through byte for byte is the caller's to judge. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"A\":1,\"A\":2",
        "\"N\":1234567890123456789012345678901234567890.5",
        "\"T\":\"\\ud800\"",
        "\"D\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
      })
  void readsWhateverJsonStandsInAResponse(String member) {
    byte[] body =
        Sample.utf8("{\"MessageType\":\"response\",\"ReplyStatusCode\":200," + member + "}");
    assertThat(ReplyHead.read(body).statusCode()).isEqualTo(200);
  }

  /** B181: any integer is read; what a caller gets for it is not decided here. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 99, 204, 504, 600, Integer.MAX_VALUE})
  void readsAnyIntegerAsStatus(int status) {
    byte[] body = Sample.responseWith("ReplyStatusCode", String.valueOf(status));
    assertThat(ReplyHead.read(body).statusCode()).isEqualTo(status);
  }

  /** B173, B174, B180 and B181. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                               | body must be one JSON object",
        "garbage                                          | body must be one JSON object",
        "[]                                               | body must be one JSON object",
        "{\"MessageType\":\"response\"                    | body must be JSON",
        "{}                                               | MessageType is missing",
        "{\"ReplyStatusCode\":200}                        | MessageType is missing",
        "{\"MessageType\":\"response\"}                   | ReplyStatusCode is missing",
        "{\"MessageType\":\"request\"}                    | MessageType [request] must be response",
        "{\"MessageType\":7}                              | MessageType must be a string",
        "{\"MessageType\":\"response\",\"ReplyStatusCode\":\"200\"} | ReplyStatusCode must be an",
        "{\"MessageType\":\"response\",\"ReplyStatusCode\":2e2}     | ReplyStatusCode must be an",
        "{\"MessageType\":\"response\",\"ReplyStatusCode\":null}    | ReplyStatusCode must be an",
        "{\"MessageType\":\"response\",\"ReplyStatusCode\":4294967496} | ReplyStatusCode must be an"
      })
  void refusesWhatIsNoResponse(String body, String sentence) {
    assertThatThrownBy(() -> ReplyHead.read(Sample.utf8(body)))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.BAD_ANSWER))
        .hasMessageStartingWith(sentence);
  }

  @Test
  void refusesAResponseWithTwoStatusCodes() {
    byte[] twice =
        "{\"MessageType\":\"response\",\"ReplyStatusCode\":500,\"ReplyStatusCode\":200}"
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);

    assertThatThrownBy(() -> ReplyHead.read(twice))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("ReplyStatusCode must stand there once");
  }
}
