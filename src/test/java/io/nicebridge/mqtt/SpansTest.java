package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpansTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0ms",
    "250, 250ms",
    "1000, 1s",
    "1500, 1.5s",
    "10000, 10s",
    "119999, 119.9s",
    "120000, 2m",
    "3600000, 60m"
  })
  void readsAsPeopleWriteIt(long millis, String text) {
    assertThat(Spans.text(Duration.ofMillis(millis))).isEqualTo(text);
  }
}
