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
  void saysSeveralWhenTwoAskedAlsoHalfAMinuteApart() {
    faded.put(key(7), 11, 0);
    faded.put(key(7), 13, 1);
    faded.put(key(8), 11, 0);
    faded.put(key(8), 13, MINUTE / 2);

    assertThat(faded.caller(key(7), MINUTE)).hasValue(PastRequest.SEVERAL);
    assertThat(faded.caller(key(8), MINUTE)).hasValue(PastRequest.SEVERAL);
  }

  @Test
  void remembersForAMinuteAndForAQuarterMoreAtMost() {
    faded.put(key(1), 11, 0);
    faded.put(key(7), 11, MINUTE / 4 - 1);

    assertThat(faded.caller(key(7), MINUTE + MINUTE / 4 - 1)).hasValue(11);
    assertThat(faded.caller(key(7), MINUTE + MINUTE / 4)).isEmpty();
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
