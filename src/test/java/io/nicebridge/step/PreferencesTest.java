package io.nicebridge.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7240 sections 2 and 4. */
class PreferencesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "wait=3",
        "wait = 3",
        "WAIT=\"3\"",
        "wait=3;x=y",
        "wait=3, wait=9",
        "handling=lenient ; a, wait=3",
        "x=\"a, wait=1\", wait=3",
        "x=\"\\\", wait=1\",wait=3",
        ", ,wait=3,"
      })
  void waitsAsLongAsTheFirstWaitSays(String prefer) {
    assertThat(Preferences.of(prefer).waitAtMost()).contains(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wait", "wait=", "wait=0", "wait=-3", "wait=3s", "wait=1234567"})
  void ignoresAWaitThatIsNoNumberOfSeconds(String prefer) {
    assertThat(Preferences.of(prefer).waitAtMost()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"respond-async", "Respond-Async; a=b", "wait=3,respond-async"})
  void answersLaterOnRequest(String prefer) {
    assertThat(Preferences.of(prefer).respondAsync()).isTrue();
  }

  @Test
  void neverWaitsLongerThanTheBridgeDoes() {
    assertThat(Preferences.of("wait=99").within(Duration.ofSeconds(10)))
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(Preferences.of("wait=3").within(Duration.ofSeconds(10)))
        .isEqualTo(Duration.ofSeconds(3));
  }
}
