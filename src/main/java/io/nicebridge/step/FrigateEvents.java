package io.nicebridge.step;

import io.nicebridge.id.Malformed;
import io.nicebridge.mark.Box;
import io.nicebridge.mark.Item;
import io.nicebridge.mark.Vocabulary;
import io.nicebridge.message.Refusal;
import io.nicebridge.vms.Fields;
import io.nicebridge.vms.FrigateObject;
import io.nicebridge.vms.FrigateStories;
import io.nicebridge.vms.NodeName;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Makes SceneMarks of what Frigate publishes by MQTT, by the tables of {@code
 * routes/vms/frigate.camel.yaml}, and notes whether it is there. The route ends here for what says
 * nothing new, was retained, or is of a camera that the tables do not name.
 */
public final class FrigateEvents implements Processor {
  private static final String ANY = "*";
  private static final String EVENT = "ItemPresence";

  private final Clock clock = Clock.systemUTC();
  private final FrigateStories stories = new FrigateStories();
  private final VmsPresence presence = new VmsPresence("frigate");
  private Map<String, Camera> cameras = Map.of();
  private Map<String, Item> labels = Map.of();
  private Map<String, String> zones = Map.of();
  private String media = "";

  private record Camera(NodeName node, Optional<Box.Frame> frame) {}

  /** The camera's name in Frigate, its NodeID, and perhaps the size of its detect stream. */
  public void setCameras(String table) {
    Map<String, Camera> read = new HashMap<>();
    for (Table.Row row : Table.rows(table)) {
      int columns = row.columns().size();
      Optional<Box.Frame> frame =
          columns == 3 ? Box.Frame.parse(row.columns().get(2)) : Optional.empty();
      if (columns < 2 || columns > 3 || (columns == 3 && frame.isEmpty())) {
        throw new Table.BadRow(row, "a line must be: camera, NodeID, and perhaps 1280x720");
      }
      AdapterTables.attempt(
          row, () -> put(read, row, new Camera(NodeName.parse(row.columns().get(1)), frame)));
    }
    cameras = Map.copyOf(read);
  }

  /** Frigate's label, and the NICEItemType; {@code *} for every other label. */
  public void setLabels(String table) {
    Map<String, Item> read = new HashMap<>();
    for (Table.Row row : Table.rows(table)) {
      if (row.columns().size() != 2 || !Vocabulary.ITEMS.contains(row.columns().get(1))) {
        throw new Table.BadRow(
            row, "a line must be: label, and a NICEItemType as the SceneMark schema writes it");
      }
      put(read, row, plain(row.columns().get(1), ""));
    }
    labels = Map.copyOf(read);
  }

  /** A zone of Frigate's, and the EventType that entering it is. */
  public void setZones(String table) {
    Map<String, String> read = new HashMap<>();
    for (Table.Row row : Table.rows(table)) {
      if (row.columns().size() != 2 || !Vocabulary.EVENTS.contains(row.columns().get(1))) {
        throw new Table.BadRow(
            row, "a line must be: zone, and an EventType as the SceneMark schema writes it");
      }
      put(read, row, row.columns().get(1));
    }
    zones = Map.copyOf(read);
  }

  /** Frigate's own address, for links to pictures and clips; empty for none. */
  public void setMedia(String address) {
    media = SiteAddress.link("media", address).replaceFirst("/+$", "");
  }

  private static <V> void put(Map<String, V> into, Table.Row row, V value) {
    if (into.put(row.columns().get(0), value) != null) {
      throw new Table.BadRow(row, "[%s] has two lines".formatted(row.columns().get(0)));
    }
  }

  private static Item plain(String type, String custom) {
    return new Item(type, custom, "", OptionalDouble.empty(), Optional.empty());
  }

  @Override
  public void process(Exchange exchange) {
    String topic = Facts.must(exchange, Facts.TOPIC, String.class);
    byte[] body = Facts.must(exchange, Facts.BODY, byte[].class);
    if (topic.endsWith("/available")) {
      presence.heard(exchange, body);
      Marks.letPass(exchange);
    } else if (Marks.isRetained(exchange)) {
      Marks.letPass(exchange);
    } else {
      mark(exchange, topic, body);
    }
  }

  private void mark(Exchange exchange, String topic, byte[] body) {
    Optional<FrigateObject> heard = read(topic, body);
    Optional<Camera> camera = heard.flatMap(o -> Optional.ofNullable(cameras.get(o.camera())));
    Optional<byte[]> mark =
        camera.flatMap(which -> stories.hear(heard.orElseThrow(), clock.instant(), telling(which)));
    if (mark.isPresent()) {
      Marks.enter(exchange, camera.orElseThrow().node(), mark.get());
    } else {
      Marks.letPass(exchange);
    }
  }

  private static Optional<FrigateObject> read(String topic, byte[] body) {
    try {
      Fields message = Fields.read(body);
      return topic.endsWith("/reviews")
          ? Optional.of(FrigateObject.review(message))
          : FrigateObject.event(message);
    } catch (Malformed malformed) {
      throw new Refusal(Refusal.Kind.MALFORMED, malformed.sentence());
    }
  }

  private FrigateStories.Teller telling(Camera camera) {
    return new FrigateStories.Teller(
        camera.node().text(), camera.frame(), this::item, this::event, media);
  }

  private Item item(String label) {
    Item known = labels.getOrDefault(label, labels.getOrDefault(ANY, plain("Custom", "")));
    return known.type().equals(Vocabulary.CUSTOM) ? plain(Vocabulary.CUSTOM, label) : known;
  }

  private String event(Set<String> entered) {
    return entered.stream()
        .sorted()
        .map(zones::get)
        .filter(e -> e != null)
        .findFirst()
        .orElse(EVENT);
  }
}
