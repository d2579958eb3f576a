package io.nicebridge.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.id.EndPointId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be seen of data, whatever sends it. */
class DataHeadTest {
  private static final String CAMERA = "00000001-5cdd-280b-8002-000000000001";

  private static DataHead of(String message) {
    return DataHead.of(message.getBytes(UTF_8));
  }

  private static String wrapped(String payload) {
    return "{\"SourceEndPointID\":\"%s\",\"Payload\":%s}".formatted(CAMERA, payload);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"SceneMarkID\":\"SMK_1\"} | SCENE_MARK",
        "{\"DataID\":\"d\",\"Section\":1,\"SectionBase64\":\"AA==\"} | SCENE_DATA",
        "{\"DataID\":\"d\"} | ODD",
        "{\"x\":1} | ODD",
        "[1] | ODD",
        "no json | ODD",
        "a.b.c.d.e | SEALED",
        "a..c.d.e | SEALED",
        "a.b.c.d. | ODD",
        "{\"SignedCMF\":\"a.b.c\"} | SEALED",
      })
  void saysWhatItIs(String message, DataHead.Kind kind) {
    assertThat(of(message).kind()).isEqualTo(kind);
    assertThat(new String(of(message).payload(), UTF_8)).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Body\":\"{\\\"SceneMarkID\\\":\\\"SMK_1\\\"}\"}",
        "{\"Body\":{\"SceneMarkID\":\"SMK_1\"}}",
        "{\"SceneMarkID\":\"SMK_1\"}",
        "\"{\\\"SceneMarkID\\\":\\\"SMK_1\\\"}\""
      })
  void looksIntoACommonMessageAsTheFieldWritesIt(String payload) {
    DataHead head = of(wrapped(payload));

    assertThat(head.kind()).isEqualTo(DataHead.Kind.SCENE_MARK);
    assertThat(head.source()).map(EndPointId::text).contains(CAMERA);
    assertThat(new String(head.payload(), UTF_8)).isEqualTo("{\"SceneMarkID\":\"SMK_1\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ \"SceneMarkID\" : \"SMK_1\",\n  \"a\" : [1.50, 1E2, \"\\u00e9 \\/\", {\"é\": {}}] }",
        "{}",
        "[ 1, 2 ]"
      })
  void givesAPayloadByteForByteAsItStandsInItsMessage(String payload) {
    String message = "{\"Größe\":\"€\", \"Payload\" : %s , \"z\":1}";

    assertThat(new String(of(message.formatted(payload)).payload(), UTF_8)).isEqualTo(payload);
    assertThat(
            new String(
                of(message.formatted("{ \"ü\":1, \"Body\" :" + payload + "}")).payload(), UTF_8))
        .isEqualTo(payload);
  }

  @Test
  void saysWhichRecordingASectionBelongsTo() {
    assertThat(of("{\"DataID\":\"d-1\",\"SectionBase64\":\"\"}").dataId()).contains("d-1");
    assertThat(of("{\"DataID\":[1],\"SectionBase64\":\"\"}").dataId()).isEmpty();
  }

  @Test
  void emptiesEmbeddedImagesAndLeavesTheRest() {
    String image = "A".repeat(Slim.LONGEST + 1);
    byte[] slim = Slim.of("{\"a\":\"%s\",\"b\":[1.50,\"x\"]}".formatted(image).getBytes(UTF_8));

    assertThat(new String(slim, UTF_8)).isEqualTo("{\"a\":\"\",\"b\":[1.50,\"x\"]}");
    assertThat(Slim.of("no json".getBytes(UTF_8))).isEqualTo("no json".getBytes(UTF_8));
  }
}
