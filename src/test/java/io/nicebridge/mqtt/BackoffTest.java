package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void doublesUpToTheSetting() {
    Backoff backoff = new Backoff(Duration.ofSeconds(2), () -> 0);

    assertThat(Stream.generate(backoff::next).limit(6).map(Duration::toMillis))
        .containsExactly(250L, 500L, 1000L, 2000L, 2000L, 2000L);
  }

  @Test
  void cutsAPauseByAtMostAHalf() {
    Backoff backoff = new Backoff(Duration.ofSeconds(2), () -> 0.999_999);

    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(125));
  }

  @Test
  void beginsAnewAfterAGoodConnection() {
    Backoff backoff = new Backoff(Duration.ofSeconds(2), () -> 0);
    backoff.next();
    backoff.next();

    backoff.calm();

    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void staysAtTheSettingForEver() {
    Backoff backoff = new Backoff(Duration.ofSeconds(2), () -> 0);

    assertThat(Stream.generate(backoff::next).limit(10_000).skip(9_999))
        .containsExactly(Duration.ofSeconds(2));
  }

  @Test
  void givesWayToAnotherClientWithOurId() {
    Backoff backoff = new Backoff(Duration.ofSeconds(2), () -> 0);

    assertThat(Stream.generate(backoff::afterTakeover).limit(4).map(Duration::toSeconds))
        .containsExactly(10L, 20L, 40L, 60L);
  }
}
