package io.nicebridge.step;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nicebridge.rest.RecentEvents;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Step {@code remember-event}: for the route of a sink; the SceneMark in the body is one of the
 * latest, and whoever listens hears of it.
 */
final class RememberEvent implements Processor {
  /** Numbers stay what they are. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .build();

  private final RecentEvents events;
  private final Clock clock;

  RememberEvent(RecentEvents events, Clock clock) {
    this.events = events;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) throws IOException {
    JsonNode mark = JSON.readTree(exchange.getMessage().getBody(byte[].class));
    String id = Facts.must(exchange, Facts.EVENT_ID, String.class);
    String source = Facts.known(exchange, Facts.SOURCE, String.class).orElse("");
    ObjectNode shown =
        JSON.createObjectNode()
            .put("id", id)
            .put("received", clock.instant().toString())
            .put("source", source);
    camera(exchange, source).ifPresent(alias -> shown.put("camera", alias));
    shown.set("sceneMark", mark);
    events.add(new RecentEvents.Event(id, source, shown.toString()));
  }

  private static Optional<String> camera(Exchange exchange, String source) {
    return Cameras.of(exchange.getContext()).all().stream()
        .filter(camera -> camera.endPointId().text().equals(source))
        .map(Camera::alias)
        .findFirst();
  }
}
