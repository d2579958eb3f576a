package io.nicebridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nicebridge.message.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SlowReadersTest {
  private final AtomicLong now = new AtomicLong();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final SlowReaders readers = new SlowReaders(100, now::get, meters);
  private final List<String> hungUp = new ArrayList<>();

  @Test
  void hangsUpOnTheOneThatStoodStillForLongestAndOnNoMoreThanNeeded() {
    SlowReaders.Waiting first = enter("first", 40);
    pass(Duration.ofMillis(500));
    enter("second", 40);
    pass(Duration.ofMillis(1_500));
    first.moved();
    pass(Duration.ofSeconds(1));

    enter("third", 40);

    assertThat(hungUp).containsExactly("second");
    assertThat(readers.taken()).isEqualTo(80);
  }

  @Test
  void refusesALargeAnswerWhileAllOthersMoveAndKeepsThem() {
    SlowReaders.Waiting first = enter("first", 80);
    pass(Duration.ofMillis(1_500));
    first.moved();
    pass(Duration.ofMillis(999));

    assertThatThrownBy(() -> enter("second", 40))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.TIMED_OUT))
        .hasMessage(
            "the answer of 40 bytes finds no room: answers that wait for slow readers may take 100;"
                + " the outcome is unknown, the same request may be sent again");
    assertThat(hungUp).isEmpty();
    assertThat(readers.taken()).isEqualTo(80);
  }

  @Test
  void hangsUpOnNobodyForAnAnswerThatNeverFindsRoom() {
    enter("first", 80);
    pass(Duration.ofSeconds(5));

    assertThatThrownBy(() -> enter("second", 101)).isInstanceOf(Refusal.class);
    assertThat(hungUp).isEmpty();
    assertThat(readers.taken()).isEqualTo(80);
  }

  @Test
  void letsASmallAnswerStayWhateverTheOthersTake() {
    enter("first", 100);
    pass(Duration.ofMillis(1));

    readers.stay(10, () -> hungUp.add("small"));
    assertThat(readers.taken()).isEqualTo(110);
    pass(Duration.ofSeconds(1));
    readers.stay(10, () -> hungUp.add("next"));

    assertThat(hungUp).containsExactly("first");
    assertThat(readers.taken()).isEqualTo(20);
  }

  @Test
  void countsWhoeverIsGoneOnce() {
    SlowReaders.Waiting one = enter("one", 60);
    pass(Duration.ofSeconds(1));
    enter("other", 60);

    one.gone();
    one.gone();

    assertThat(hungUp).containsExactly("one");
    assertThat(readers.taken()).isEqualTo(60);
    assertThat(meters.get("nice.http.slow.readers").tag("outcome", "hung-up").counter().count())
        .isEqualTo(1);
  }

  private SlowReaders.Waiting enter(String name, long bytes) {
    return readers.enter(bytes, () -> hungUp.add(name));
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
