package io.nicebridge.message;

import static io.nicebridge.id.Strictness.LENIENT;
import static io.nicebridge.id.Strictness.STRICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.EndPointId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestMessageTest {
  private static final EndPointId CAMERA =
      EndPointId.parse("00000009-60fe-5e15-8002-0000000019a4", STRICT);
  private static final EndPointId APP =
      EndPointId.parse("00000005-6116-005b-8003-00000000002b", STRICT);

  @Test
  void readsEveryMember() {
    RequestMessage request = strict(Sample.bytes("own-0.9-request"));
    assertThat(request.source()).isEqualTo(APP);
    assertThat(request.destination()).isEqualTo(CAMERA);
    assertThat(request.dateTimeStamp().instant())
        .isEqualTo(Instant.parse("2026-11-22T07:51:40.385Z"));
    assertThat(request.commandId()).isEqualTo(41);
    assertThat(request.commandType()).isEqualTo("1/" + CAMERA + "/control/0001/GetStatus");
    assertThat(request.accessToken()).contains("header.claims.signature");
    assertThat(request.encryptionOn()).isFalse();
    assertThat(request.payloadBody()).contains("{\"Version\":\"1.0\"}");
    assertThat(request.key()).isEqualTo(new CommandKey(APP, CAMERA, 41));
  }

  @Test
  void keepsTheBytesAsTheyCame() {
    byte[] body = Sample.bytes("own-0.9-request");
    assertThat(strict(body).raw()).isSameAs(body);
  }

  @Test
  void agreesWithThePathThatItsCommandTypeNames() {
    DestinationPath path =
        DestinationPath.parse("/1/" + CAMERA + "/control/0001/StartStreaming", STRICT);
    String commandType =
        strict(Sample.bytes("own-0.9-request-encryption-as-printed")).commandType();
    assertThat(path.agreesWithCommandType(commandType, STRICT)).isTrue();
  }

  @Test
  void isTheSameWhenSentAgainByteForByte() {
    RequestMessage first = strict(Sample.bytes("own-0.9-request"));
    RequestMessage again = strict(Sample.bytes("own-0.9-request"));
    RequestMessage other = strict(Sample.requestWith("AccessToken", "\"another\""));
    assertThat(again).isEqualTo(first).hasSameHashCodeAs(first);
    assertThat(other).isNotEqualTo(first);
    assertThat(other.key()).isEqualTo(first.key());
  }

  @Test
  void showsNeitherTokenNorPayloadNorLineBreaks() {
    byte[] body = Sample.requestWith("CommandType", "\"x\\r\\nINFO all is well\"");
    assertThat(strict(body).toString())
        .isEqualTo(
            "request 41 from %s to %s, [x\\u000d\\u000aINFO all is well], %d bytes",
            APP, CAMERA, body.length);
  }

  @ParameterizedTest
  @CsvSource({"true,true", "false,false", "1,true", "0,false", "'\"1\"',true", "'\"0\"',false"})
  void readsEncryptionOnInAllItsForms(String json, boolean expected) {
    assertThat(strict(Sample.requestWith("EncryptionOn", json)).encryptionOn()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "9007199254740993", "9223372036854775807"})
  void readsACommandIdExactly(String json) {
    assertThat(strict(Sample.requestWith("CommandID", json)).commandId())
        .isEqualTo(Long.parseLong(json));
  }

  @Test
  void readsARequestWithoutPayloadAndOneWithMoreThanABody() {
    assertThat(strict(Sample.requestWithout("Payload")).payloadBody()).isEmpty();
    byte[] more = Sample.requestWith("Payload", "{\"x\":{\"Body\":1},\"Body\":\"b\",\"y\":[2]}");
    assertThat(strict(more).payloadBody()).contains("b");
  }

  @Test
  void readsTheLargestSceneDataKnown() {
    byte[] body = Sample.requestWith("Payload", "{\"Body\":\"" + "A".repeat(2_700_000) + "\"}");
    assertThat(strict(body).payloadBody())
        .hasValueSatisfying(b -> assertThat(b).hasSize(2_700_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "own-1.0-plain-request",
        "own-1.0-request-from-a-node",
        "own-1.0-request-payload-as-text",
        "own-1.0-request-body-as-object"
      })
  void readsTheRequestsOfTheFieldOnlyWhenLenient(String sample) {
    RequestMessage request = RequestMessage.parse(Sample.bytes(sample), LENIENT);
    assertThat(request.accessToken()).isEmpty();
    assertThat(request.encryptionOn()).isFalse();
    assertThat(request.payloadBody()).isEmpty();
    assertThatThrownBy(() -> strict(Sample.bytes(sample))).isInstanceOf(Refusal.class);
  }

  private static RequestMessage strict(byte[] body) {
    return RequestMessage.parse(body, STRICT);
  }
}
