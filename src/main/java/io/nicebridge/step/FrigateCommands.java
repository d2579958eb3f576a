package io.nicebridge.step;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.nicebridge.http.SiteSession;
import io.nicebridge.id.Malformed;
import io.nicebridge.mark.Item;
import io.nicebridge.mark.SceneMark;
import io.nicebridge.sink.SinkFault;
import io.nicebridge.vms.EventNames;
import io.nicebridge.vms.Fields;
import io.nicebridge.vms.NodeTable;
import io.nicebridge.vms.Sighting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Makes manual events of Frigate from SceneMarks, by the tables of {@code
 * routes/vms/frigate-out.camel.yaml}, and ends them when a SceneMark says that what was seen is
 * gone. Manual events do not come back by MQTT, so nothing goes round.
 */
public final class FrigateCommands implements Processor {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "niceFrigateEvent";
  private static final String NAME = "[A-Za-z0-9_-]{1,64}";

  /** Of events that were begun and not ended; what is forgotten Frigate ends itself. */
  private static final int MOST = 10_000;

  private final Cache<String, String> begun =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(Duration.ofHours(24)).build();
  private NodeTable<String> cameras = new NodeTable<>();
  private EventNames events = new EventNames();
  private long seconds = 30;

  /** NodeID, and the camera's name in Frigate. */
  public void setCameras(String table) {
    cameras =
        AdapterTables.nodes(
            table,
            row -> {
              if (row.columns().size() != 2 || !row.columns().get(1).matches(NAME)) {
                throw new Table.BadRow(
                    row, "a line must be: NodeID, and the camera's name in Frigate");
              }
              return row.columns().get(1);
            });
  }

  /** EventType, item, and the label. */
  public void setEvents(String table) {
    for (Table.Row row : Table.rows(table)) {
      if (row.columns().size() != 3 || !row.columns().get(2).matches(NAME)) {
        throw new Table.BadRow(row, "a line must be: EventType, item, and a label of one word");
      }
    }
    events = AdapterTables.events(table);
  }

  /** How long an event lasts; 0: until a SceneMark says that it is over. */
  public void setSeconds(long seconds) {
    if (seconds < 0) {
      throw new IllegalArgumentException("seconds [%d] must be 0 or more".formatted(seconds));
    }
    this.seconds = seconds;
  }

  @Override
  public void process(Exchange exchange) {
    Optional<SceneMark> mark = Marks.of(exchange);
    Optional<String> camera = mark.flatMap(seen -> cameras.find(seen.nodeId()));
    Optional<Sighting> begins = camera.flatMap(which -> events.of(mark.orElseThrow()));
    if (begins.isPresent()) {
      ask(exchange, begins.get(), create(begins.get(), camera.orElseThrow()));
      return;
    }
    Optional<Sighting> ends = camera.flatMap(which -> events.endOf(mark.orElseThrow()));
    Optional<String> event =
        ends.flatMap(gone -> Optional.ofNullable(begun.getIfPresent(key(gone))));
    if (event.isPresent()) {
      String path = "/api/events/" + event.get() + "/end";
      ask(exchange, ends.orElseThrow(), json("PUT", path, JSON.createObjectNode()));
    } else {
      Marks.letPass(exchange);
    }
  }

  private static void ask(Exchange exchange, Sighting what, SiteSession.Ask ask) {
    exchange.setProperty(KEY, key(what));
    exchange.setProperty(SiteCall.ASK, ask);
  }

  private static String key(Sighting what) {
    return what.mark().nodeId() + " " + what.name();
  }

  private SiteSession.Ask create(Sighting seen, String camera) {
    ObjectNode body = JSON.createObjectNode();
    body.put("source_type", "api");
    body.put(
        "sub_label", seen.items().isEmpty() ? seen.analysis().name() : seen.items().get(0).name());
    OptionalDouble best =
        seen.items().stream()
            .map(Item::probability)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .max();
    body.put("score", best.orElse(0));
    if (seconds > 0) {
      body.put("duration", seconds);
    } else {
      body.putNull("duration");
    }
    body.put("include_recording", true);
    return json("POST", "/api/events/%s/%s/create".formatted(camera, seen.name()), body);
  }

  private static SiteSession.Ask json(String method, String path, ObjectNode body) {
    return new SiteSession.Ask(
        method, path, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Frigate has it: what has no length of its own is remembered by the id that it was given. */
  public void answered(Exchange exchange) {
    String key = Facts.must(exchange, KEY, String.class);
    String answer = exchange.getMessage().getBody(String.class);
    Fields said;
    try {
      said = Fields.read((answer == null ? "" : answer).getBytes(StandardCharsets.UTF_8));
    } catch (Malformed odd) {
      throw SinkFault.lasting("Frigate answered with something that is no JSON");
    }
    if (!said.flag("success").orElse(false)) {
      throw SinkFault.lasting(
          "configuration: Frigate answered without success: camera and label must exist");
    }
    Optional<String> id =
        said.text("event_id").filter(text -> text.matches("[A-Za-z0-9._-]{1,64}"));
    if (id.isPresent() && seconds == 0) {
      begun.put(key, id.get());
    } else {
      begun.invalidate(key);
    }
  }
}
