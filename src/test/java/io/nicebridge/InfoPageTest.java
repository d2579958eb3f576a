package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class InfoPageTest {
  @Test
  void saysWhichBridgeThisIsAndNotWhoseItIs() {
    String page =
        new InfoPage("/observe/info", "nice-bridge", "4.17.0", Instant.EPOCH).info().encode();

    assertThat(page)
        .startsWith(
            "{\"bridge\":{\"name\":\"nice-bridge\",\"version\":\"%s\",\"started\":\"1970-01-01T00:00:00Z\"}"
                .formatted(Version.text()))
        .contains("\"camel\":{\"version\":\"4.17.0\"}")
        .doesNotContain(System.getProperty("user.home"));
  }
}
