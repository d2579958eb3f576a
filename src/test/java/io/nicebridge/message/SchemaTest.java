package io.nicebridge.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.nicebridge.id.Strictness;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schemas say what the readers do, as far as a schema can say it. */
class SchemaTest {
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final JsonSchema REQUEST = FACTORY.getSchema(Sample.tree(resource("request")));
  private static final JsonSchema RESPONSE = FACTORY.getSchema(Sample.tree(resource("response")));

  @ParameterizedTest
  @ValueSource(strings = {"request", "response"})
  void areValidAgainstTheMetaSchemaOfDraft2020(String name) {
    JsonSchema meta = FACTORY.getSchema(SchemaLocation.of(SchemaId.V202012));
    assertThat(meta.validate(Sample.tree(resource(name)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"own-0.9-request", "own-0.9-request-encryption-as-printed"})
  void takeTheRequestsOfTheStandard(String sample) {
    assertThat(REQUEST.validate(Sample.tree(Sample.bytes(sample)))).isEmpty();
    assertThat(readsRequest(Sample.bytes(sample))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = "own-0.9-response")
  void takeTheResponsesOfTheStandard(String sample) {
    assertThat(RESPONSE.validate(Sample.tree(Sample.bytes(sample)))).isEmpty();
    assertThat(readsResponse(Sample.bytes(sample))).isTrue();
  }

  /** Of later generations and of the field. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "niceapi-cmf-request-1.1",
        "niceapi-cmf-response-1.1",
        "niceapi-cmf-request-1.0.x-inner-decoded",
        "niceapi-cmf-response-1.0.x-decoded",
        "niceapi-management-object",
        "nodesdk-scenemark",
        "own-1.0-plain-request",
        "own-1.0-plain-response",
        "own-1.0-response-to-nobody",
        "own-1.0-request-from-a-node",
        "own-1.0-request-payload-as-text",
        "own-1.0-request-body-as-object",
        "own-1.0-response-that-says-request"
      })
  void refuseWhatIsNotOfTheStandard(String sample) {
    byte[] body = Sample.bytes(sample);
    assertThat(REQUEST.validate(Sample.tree(body))).isNotEmpty();
    assertThat(RESPONSE.validate(Sample.tree(body))).isNotEmpty();
    assertThat(readsRequest(body)).isFalse();
    assertThat(readsResponse(body)).isFalse();
  }

  static Stream<Arguments> requests() {
    String id = "00000009-60FE-5e15-8002-0000000019a4";
    return Stream.of(
        arguments("MessageType", "\"request\"", true),
        arguments("MessageType", "\"Request\"", false),
        arguments("MessageType", "null", false),
        arguments("SourceEndPointID", '"' + id + '"', true),
        arguments("SourceEndPointID", '"' + id + "\\n\"", false),
        arguments("SourceEndPointID", "\"uuid\"", false),
        arguments("DestinationEndPointID", '"' + id.replace('9', 'g') + '"', false),
        arguments("DateTimeStamp", "\"2026-11-22T07:51:40.385Z\"", true),
        arguments("DateTimeStamp", "\"2026-11-22T07:51:40.385\"", false),
        arguments("DateTimeStamp", "\"2026-11-22T24:00:00.000Z\"", false),
        arguments("DateTimeStamp", "\"2026-13-22T07:51:40.385Z\"", false),
        arguments("DateTimeStamp", "\"2026-11-22T07:51:60.000Z\"", false),
        arguments("CommandID", "0", true),
        arguments("CommandID", "9223372036854775807", true),
        arguments("CommandID", "9223372036854775808", false),
        arguments("CommandID", "-1", false),
        arguments("CommandID", "1.5", false),
        arguments("CommandID", "\"1\"", false),
        arguments("CommandType", '"' + "x".repeat(128) + '"', true),
        arguments("CommandType", '"' + "😀".repeat(128) + '"', true),
        arguments("CommandType", '"' + "x".repeat(129) + '"', false),
        arguments("AccessToken", '"' + "x".repeat(10_600) + '"', true),
        arguments("AccessToken", "{}", false),
        arguments("EncryptionOn", "true", true),
        arguments("EncryptionOn", "0", true),
        arguments("EncryptionOn", "\"1\"", true),
        arguments("EncryptionOn", "\"true\"", false),
        arguments("EncryptionOn", "2", false),
        arguments("EncryptionOn", "null", false),
        arguments("Payload", "{}", true),
        arguments("Payload", "{\"Body\":\"\",\"More\":[1]}", true),
        arguments("Payload", "{\"Body\":{}}", false),
        arguments("Payload", "\"{}\"", false),
        arguments("Payload", "null", false),
        arguments("Version", "\"1.0\"", false),
        arguments("ReplyID", "0", false));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void agreeWithTheReaderOfRequests(String member, String json, boolean valid) {
    byte[] body = Sample.requestWith(member, json);
    assertThat(REQUEST.validate(Sample.tree(body)).isEmpty()).as("schema").isEqualTo(valid);
    assertThat(readsRequest(body)).as("reader").isEqualTo(valid);
  }

  static Stream<Arguments> responses() {
    return Stream.of(
        arguments("MessageType", "\"request\"", false),
        arguments("SourceEndPointID", "\"\"", false),
        arguments("ReplyID", "7", true),
        arguments("ReplyID", "-7", false),
        arguments("ReplyStatusCode", "0", true),
        arguments("ReplyStatusCode", "503", true),
        arguments("ReplyStatusCode", "600", false),
        arguments("ReplyErrorCode", "-5", true),
        arguments("ReplyErrorCode", "2147488308", true),
        arguments("ReplyErrorCode", "null", false),
        arguments("ReplyStatusMessage", "\"\"", true),
        arguments("ReplyStatusMessage", '"' + "x".repeat(256) + '"', true),
        arguments("ReplyStatusMessage", '"' + "x".repeat(257) + '"', false),
        arguments("CommandType", "\"x\"", false),
        arguments("AccessToken", "\"x\"", false));
  }

  @ParameterizedTest
  @MethodSource("responses")
  void agreeWithTheReaderOfResponses(String member, String json, boolean valid) {
    byte[] body = Sample.responseWith(member, json);
    assertThat(RESPONSE.validate(Sample.tree(body)).isEmpty()).as("schema").isEqualTo(valid);
    assertThat(readsResponse(body)).as("reader").isEqualTo(valid);
  }

  /** What a schema cannot say: how a number is written, and which months have 31 days. */
  static Stream<Arguments> onlyTheReader() {
    return Stream.of(
        arguments("CommandID", "1.0"),
        arguments("CommandID", "1e2"),
        arguments("EncryptionOn", "1.0"),
        arguments("DateTimeStamp", "\"2026-02-30T07:51:40.385Z\""),
        arguments("Payload", "{\"Body\":\"\\ud800\"}"),
        arguments("Payload", "{\"a\":1,\"a\":2}"),
        arguments("Payload", "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}"));
  }

  @ParameterizedTest
  @MethodSource
  void onlyTheReader(String member, String json) {
    byte[] body = Sample.requestWith(member, json);
    assertThat(REQUEST.validate(Sample.tree(body))).isEmpty();
    assertThat(readsRequest(body)).isFalse();
  }

  private static boolean readsRequest(byte[] body) {
    try {
      RequestMessage.parse(body, Strictness.STRICT);
      return true;
    } catch (Refusal refused) {
      return false;
    }
  }

  private static boolean readsResponse(byte[] body) {
    try {
      ResponseMessage.parse(body, Strictness.STRICT);
      return true;
    } catch (Refusal refused) {
      return false;
    }
  }

  private static byte[] resource(String name) {
    String file = name + ".schema.json";
    try (InputStream in =
        Objects.requireNonNull(RequestMessage.class.getResourceAsStream(file), file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
