package io.nicebridge.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events as lines: nothing of them is lost, whatever they are. */
class DataLineTest {
  private static final String BEGIN =
      "{\"id\":\"1\",\"topic\":\"t\",\"kept\":\"2026-11-23T10:00:00Z\",";

  private static String line(byte[] data) {
    return new String(DataLine.of("1", "t", Instant.parse("2026-11-23T10:00:00Z"), data), UTF_8);
  }

  @Test
  void isOneLineOfWhatStoodOnSeveral() {
    assertThat(line("{\n \"a\": [1,\r\n true, null, \"ä\\n\"]\n}\n".getBytes(UTF_8)))
        .isEqualTo(BEGIN + "\"data\":{\"a\":[1,true,null,\"ä\\n\"]}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.1234567890123456789012345", "1e400", "123456789012345678901234567890", "1.10"})
  void holdsNumbersAsTheyWereWritten(String number) {
    assertThat(line(("{\"a\":" + number + "}").getBytes(UTF_8)))
        .isEqualTo(BEGIN + "\"data\":{\"a\":" + number + "}}");
  }

  @Test
  void holdsAnObjectTooDeepForItAsText() {
    String deep = "{\"a\":".repeat(999) + "{}" + "}".repeat(999);

    assertThat(line(deep.getBytes(UTF_8)))
        .isEqualTo(BEGIN + "\"data\":\"" + deep.replace("\"", "\\\"") + "\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no JSON", "[1]", "{} {}", "{\"a\":"})
  void holdsWhatIsNoObjectAsText(String text) {
    assertThat(line(text.getBytes(UTF_8)))
        .isEqualTo(BEGIN + "\"data\":\"" + text.replace("\"", "\\\"") + "\"}");
  }

  @Test
  void holdsWhatIsNoTextInBase64() {
    assertThat(line("\u00ff\u00d8\u00ff".getBytes(ISO_8859_1)))
        .isEqualTo(BEGIN + "\"base64\":\"/9j/\"}");
  }
}
