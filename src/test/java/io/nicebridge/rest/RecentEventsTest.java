package io.nicebridge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.rest.RecentEvents.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The latest events, and who hears of new ones. */
class RecentEventsTest {
  private final RecentEvents events = new RecentEvents(3, 100, 1);

  private static Event event(int number, int size) {
    return new Event("e" + number, "camera", "x".repeat(size));
  }

  private List<String> ids(Optional<String> after) {
    return events.after(after).stream().map(Event::id).toList();
  }

  /** One that writes down what it hears. */
  private static final class Ear implements RecentEvents.Listener {
    private final List<String> heard = new ArrayList<>();

    @Override
    public void event(Event event) {
      heard.add(event.id());
    }

    @Override
    public void quiet() {
      heard.add("quiet");
    }

    @Override
    public void close() {
      heard.add("closed");
    }
  }

  @Test
  void keepsTheLatestByCountAndBySize() {
    for (int i = 1; i <= 4; i++) {
      events.add(event(i, 10));
    }
    assertThat(ids(Optional.empty())).containsExactly("e2", "e3", "e4");

    events.add(event(5, 90));
    assertThat(ids(Optional.empty())).containsExactly("e4", "e5");

    events.add(event(6, 1_000));
    assertThat(ids(Optional.empty())).containsExactly("e6");
  }

  @Test
  void takesAnEventThatComesAgainOnce() {
    Ear ear = new Ear();
    assertThat(events.enter()).isTrue();
    events.listen(Optional.empty(), ear);

    events.add(event(1, 1));
    events.add(event(1, 1));

    assertThat(ear.heard).containsExactly("e1");
  }

  @Test
  void tellsFirstWhatCameSinceTheLastOneThatAListenerKnows() {
    events.add(event(1, 1));
    events.add(event(2, 1));
    events.add(event(3, 1));
    Ear ear = new Ear();

    events.listen(Optional.of("e1"), ear);
    events.add(event(4, 1));

    assertThat(ear.heard).containsExactly("e2", "e3", "e4");
  }

  @Test
  void hasNoMorePlacesThanItMayAndGivesThemAgain() {
    Ear ear = new Ear();
    assertThat(events.enter()).isTrue();
    assertThat(events.enter()).isFalse();
    events.listen(Optional.empty(), ear);

    events.leave(ear);
    events.add(event(1, 1));

    assertThat(ear.heard).isEmpty();
    assertThat(events.enter()).isTrue();
  }
}
