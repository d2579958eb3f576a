package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CopiesTest {
  private static final String OWN = "+/" + Given.BRIDGE + "/control/#";
  private static final String TOPIC = "1/" + Given.BRIDGE + "/control/0001/GetStatus";

  private final HandTimer timer = new HandTimer();
  private final Copies copies = new Copies(List.of(OWN, "1/+/control/#", "x/#"), timer::nanos);

  private boolean comes(String topic, String body) {
    return copies.isCopy(
        new Arrival(
            topic,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void knowsACopyForEachFurtherFilterAndNoMore() {
    assertThat(comes(TOPIC, "a")).isFalse();
    assertThat(comes(TOPIC, "a")).isTrue();
    assertThat(comes(TOPIC, "a")).isFalse(); // the device said it again
    assertThat(comes(TOPIC, "a")).isTrue();
  }

  @Test
  void takesNothingForACopyWhereOneFilterMatches() {
    assertThat(comes("x/y", "a")).isFalse();
    assertThat(comes("x/y", "a")).isFalse();
  }

  @Test
  void takesAnotherMessageOrALaterOneForItself() {
    assertThat(comes(TOPIC, "a")).isFalse();
    assertThat(comes(TOPIC, "b")).isFalse();
    assertThat(comes(TOPIC, "a")).isFalse();
    timer.turn(Duration.ofSeconds(1));
    assertThat(comes(TOPIC, "a")).isFalse();
  }
}
