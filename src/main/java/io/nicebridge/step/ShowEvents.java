package io.nicebridge.step;

import io.nicebridge.http.PlainCall;
import io.nicebridge.http.PlainCall.Stream;
import io.nicebridge.message.Refusal;
import io.nicebridge.rest.Client;
import io.nicebridge.rest.RecentEvents;
import io.nicebridge.rest.RecentEvents.Event;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Steps {@code list-events} and {@code stream-events}: the latest SceneMarks of the cameras that
 * the client may use, as a list, or live as Server-Sent Events (the HTML standard, section 9.2). A
 * reader that comes again with {@code Last-Event-ID} hears first what it has missed.
 */
final class ShowEvents {
  private final RecentEvents events;
  private final Clock clock;

  ShowEvents(RecentEvents events, Clock clock) {
    this.events = events;
    this.clock = clock;
  }

  Processor list() {
    return exchange -> {
      Predicate<Event> visible = visible(exchange);
      exchange
          .getMessage()
          .setBody(
              events.after(Optional.empty()).stream()
                  .filter(visible)
                  .map(Event::json)
                  .collect(Collectors.joining(",", "{\"events\":[", "]}")));
    };
  }

  Processor stream() {
    return exchange -> {
      PlainCall call = PlainFacts.call(exchange);
      Optional<String> last = call.field("Last-Event-ID").filter(id -> !id.isEmpty());
      Reader reader = new Reader(visible(exchange), clock);
      // Before there is a stream: whoever is one too many still gets an answer.
      if (!events.enter()) {
        throw new Refusal(
            Refusal.Kind.OVERLOADED, "as many listen to events as may: nice.rest.max-streams");
      }
      reader.begin(
          call.stream(
              "text/event-stream",
              () -> {
                reader.gone = true;
                events.leave(reader);
              }));
      events.listen(last, reader);
      if (reader.gone) {
        events.forget(reader);
      }
    };
  }

  /** Whose events the client may see, as the tables are now. */
  private static Predicate<Event> visible(Exchange exchange) {
    Client client = PlainFacts.client(exchange);
    if (client.cameras().isEmpty()) {
      return event -> true;
    }
    CamelContext context = exchange.getContext();
    Set<String> sources =
        Cameras.of(context).all().stream()
            .filter(camera -> client.sees(camera.alias()))
            .map(camera -> camera.endPointId().text())
            .collect(Collectors.toCollection(HashSet::new));
    return event -> sources.contains(event.source());
  }

  /** One reader, until it goes, does not keep up, or has listened long enough. */
  private static final class Reader implements RecentEvents.Listener {
    /** Then it comes again, with a key that must still be good. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Predicate<Event> visible;
    private final Clock clock;
    private final Instant end;
    private volatile @Nullable Stream stream;
    private volatile boolean gone;

    Reader(Predicate<Event> visible, Clock clock) {
      this.visible = visible;
      this.clock = clock;
      this.end = clock.instant().plus(LONGEST);
    }

    void begin(Stream opened) {
      stream = opened;
      send(": the latest SceneMarks first come without Accept: text/event-stream\n\n");
    }

    @Override
    public void event(Event event) {
      if (visible.test(event)) {
        send("id: %s\nevent: scene-mark\ndata: %s\n\n".formatted(event.id(), event.json()));
      }
    }

    @Override
    public void quiet() {
      if (clock.instant().isAfter(end)) {
        close();
      } else {
        send(": still here\n\n");
      }
    }

    @Override
    public void close() {
      Stream opened = stream;
      if (opened != null) {
        opened.close();
      }
    }

    private void send(String text) {
      Stream opened = stream;
      if (opened != null) {
        opened.send(text);
      }
    }
  }
}
