package io.nicebridge.message;

import static io.nicebridge.id.Strictness.LENIENT;
import static io.nicebridge.id.Strictness.STRICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nicebridge.id.EndPointId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseMessageTest {
  private static final DateTimeStamp NOW =
      DateTimeStamp.now(Clock.fixed(Instant.parse("2026-11-22T07:51:40.612Z"), ZoneOffset.UTC));

  @Test
  void writesTheNineMembersAndABooleanForEncryptionOn() {
    ResponseMessage response =
        ResponseMessage.of(EndPointId.NIL, EndPointId.NIL, 0, 400, 3, "no", true, NOW);
    assertThat(text(response))
        .isEqualTo(
            "{\"MessageType\":\"response\","
                + "\"SourceEndPointID\":\"00000000-0000-0000-0000-000000000000\","
                + "\"DestinationEndPointID\":\"00000000-0000-0000-0000-000000000000\","
                + "\"DateTimeStamp\":\"2026-11-22T07:51:40.612Z\",\"EncryptionOn\":true,"
                + "\"ReplyID\":0,\"ReplyStatusCode\":400,\"ReplyErrorCode\":3,"
                + "\"ReplyStatusMessage\":\"no\"}");
  }

  @Test
  void answersARequestWithTheSameEndpointsNotSwapped() {
    RequestMessage request = RequestMessage.parse(Sample.bytes("own-0.9-request"), STRICT);
    ResponseMessage response = ResponseMessage.to(request, 200, 0, "OK", NOW).withBody("{}");
    assertThat(response.source()).isEqualTo(request.source());
    assertThat(response.destination()).isEqualTo(request.destination());
    assertThat(response.replyId()).isEqualTo(request.commandId());
    assertThat(text(response)).endsWith("\"Payload\":{\"Body\":\"{}\"}}");
  }

  @Test
  void readsBackWhatItWrote() {
    ResponseMessage response = ResponseMessage.parse(Sample.bytes("own-0.9-response"), STRICT);
    assertThat(ResponseMessage.parse(response.toJson(), STRICT)).isEqualTo(response);
    assertThat(response.payloadBody()).contains("{\"Status\":\"Active\"}");
  }

  @Test
  void cutsALongStatusMessageBetweenCharacters() {
    assertThat(written("x".repeat(300))).isEqualTo("x".repeat(256));
    assertThat(written("x".repeat(256))).isEqualTo("x".repeat(256));
    assertThat(written("x".repeat(255) + "😀")).isEqualTo("x".repeat(255));
    assertThat(written("x".repeat(254) + "😀y")).isEqualTo("x".repeat(254) + "😀");
  }

  @Test
  void replacesHalfASurrogatePairInAStatusMessage() {
    assertThat(written("a\ud800b\udc00")).isEqualTo("a\ufffdb\ufffd");
  }

  @Test
  void showsNoPayload() {
    assertThat(ResponseMessage.parse(Sample.bytes("own-0.9-response"), STRICT).toString())
        .startsWith("response 41 (200, 0, [OK]) from ")
        .doesNotContain("Active");
  }

  @ParameterizedTest
  @ValueSource(strings = {"own-1.0-plain-response", "own-1.0-response-to-nobody"})
  void readsTheResponsesOfTheFieldOnlyWhenLenient(String sample) {
    ResponseMessage response = ResponseMessage.parse(Sample.bytes(sample), LENIENT);
    assertThat(response.replyStatusCode()).isEqualTo(200);
    assertThat(response.replyErrorCode()).isZero();
    assertThatThrownBy(() -> ResponseMessage.parse(Sample.bytes(sample), STRICT))
        .isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MessageType        | \"request\"  | MessageType [request] must be response",
        "ReplyStatusCode    | 99999999999  | ReplyStatusCode must be an integer from 0 to 599",
        "ReplyStatusCode    | \"200\"      | ReplyStatusCode must be an integer without",
        "ReplyID            | 1.0          | ReplyID must be an integer without",
        "CommandType        | \"x\"        | member [CommandType] is unknown",
        "AccessToken        | \"x\"        | member [AccessToken] is unknown",
        "ReplyStatusMessage | null         | ReplyStatusMessage must be a string, was null"
      })
  void refusesAnAnswerThatIsNotOfTheStandard(String member, String json, String sentence) {
    assertThatThrownBy(() -> ResponseMessage.parse(Sample.responseWith(member, json), STRICT))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.BAD_ANSWER))
        .hasMessageStartingWith(sentence);
  }

  @Test
  void countsCharactersAndNotUnitsOfAStatusMessageItReads() {
    String emoji = '"' + "😀".repeat(256) + '"';
    assertThat(
            ResponseMessage.parse(Sample.responseWith("ReplyStatusMessage", emoji), STRICT)
                .replyStatusMessage())
        .hasSize(512);
    String more = '"' + "😀".repeat(257) + '"';
    assertThatThrownBy(
            () -> ResponseMessage.parse(Sample.responseWith("ReplyStatusMessage", more), STRICT))
        .hasMessage("ReplyStatusMessage must be at most 256 characters long, was 257");
  }

  private static String written(String statusMessage) {
    ResponseMessage response =
        ResponseMessage.of(EndPointId.NIL, EndPointId.NIL, 0, 503, 1, statusMessage, false, NOW);
    return ResponseMessage.parse(response.toJson(), STRICT).replyStatusMessage();
  }

  private static String text(ResponseMessage response) {
    return new String(response.toJson(), StandardCharsets.UTF_8);
  }
}
