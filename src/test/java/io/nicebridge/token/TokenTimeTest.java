package io.nicebridge.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTimeTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "0, 1970-01-01T00:00:00Z",
        "1500000000, 2017-07-14T02:40:00Z",
        "1500000000.0, 2017-07-14T02:40:00Z",
        "1500000000.25, 2017-07-14T02:40:00.250Z",
        "253402300799, 9999-12-31T23:59:59Z",
        "\"2032-02-17T06:44:03.393Z\", 2032-02-17T06:44:03.393Z",
        "\"2032-02-17T06:44:03Z\", 2032-02-17T06:44:03Z",
        "\"2032-02-17T06:44:03.393123Z\", 2032-02-17T06:44:03.393123Z"
      })
  void readsBothForms(String json, Instant time) {
    assertThat(parse(json)).hasValue(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "-0.5",
        "253402300800",
        "1.5e9",
        "15E8",
        "1e400",
        "1500000000.0000000001",
        "true",
        "null",
        "[]",
        "{}",
        "\"\"",
        "\"1500000000\"",
        "\"2032-02-17\"",
        "\"2032-02-30T06:44:03.393Z\"",
        "\"2032-02-17T24:00:00.000Z\"",
        "\"2032-02-17T23:59:60.000Z\"",
        "\"2032-02-17T06:44:03.393+01:00\"",
        "\"2032-02-17T06:44:03.393\"",
        "\"2032-02-17t06:44:03.393z\"",
        "\" 2032-02-17T06:44:03.393Z\"",
        "\"1969-12-31T23:59:59.999Z\"",
        "\"+12032-02-17T06:44:03Z\"",
        "\"2021-9-20T15:2:38:000000\""
      })
  void readsNothingElse(String json) {
    assertThat(parse(json)).isEmpty();
  }

  private static Optional<Instant> parse(String json) {
    byte[] object = ("{\"time\":" + json + "}").getBytes(StandardCharsets.UTF_8);
    return TokenTime.parse(StrictJson.object(object).orElseThrow().path("time"));
  }
}
