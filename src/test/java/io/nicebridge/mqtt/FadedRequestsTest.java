package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.message.CommandKey;
import org.junit.jupiter.api.Test;

class FadedRequestsTest {
  private static final long MINUTE = Namesakes.MEMORY_NANOS;

  private final FadedRequests faded = new FadedRequests();

  private static CommandKey key(long id) {
    return new CommandKey(Given.BRIDGE, Given.CAMERA, id);
  }

  @Test
  void knowsWhoAskedEitherWayRound() {
    faded.put(key(7), 11, 0);

    assertThat(faded.caller(key(7), 1)).hasValue(11);
    assertThat(faded.caller(key(7).swapped(), 1)).hasValue(11);
    assertThat(faded.caller(key(8), 1)).isEmpty();
  }

  @Test
  void saysSeveralWhenTwoAskedAlsoMinutesApart() {
    faded.put(key(7), 11, 0);
    faded.put(key(7), 13, 1);
    faded.put(key(8), 11, 0);
    faded.put(key(8), 13, MINUTE);

    assertThat(faded.caller(key(7), MINUTE)).hasValue(PastRequest.SEVERAL);
    assertThat(faded.caller(key(8), MINUTE)).hasValue(PastRequest.SEVERAL);
  }

  @Test
  void remembersForAMinuteAtLeastAndForTwoAtMost() {
    faded.put(key(7), 11, MINUTE - 1);

    assertThat(faded.caller(key(7), 2 * MINUTE - 2)).hasValue(11);
    assertThat(faded.caller(key(7), 3 * MINUTE)).isEmpty();
  }

  @Test
  void forgetsNothingBeyondAMillionButTrustsNobodyForAMinute() {
    for (long id = 0; id <= 1 << 20; id++) {
      faded.put(key(id), 11, 1);
    }

    assertThat(faded.caller(key(5_000_000), 2)).hasValue(PastRequest.SEVERAL);
    assertThat(faded.caller(key(5_000_000), 1 + MINUTE)).isEmpty();
    assertThat(faded.caller(key(7), 1 + MINUTE)).hasValue(11);
  }
}
