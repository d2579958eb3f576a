package io.nicebridge.step;

import io.nicebridge.id.Malformed;
import io.nicebridge.message.Refusal;
import io.nicebridge.vms.NodeName;
import io.nicebridge.vms.OnvifNotice;
import io.nicebridge.vms.OnvifRules;
import io.nicebridge.vms.OnvifXml;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;

/**
 * Makes SceneMarks of what ONVIF and Axis cameras notify, by the tables of a file of {@code
 * routes/vms/}. The body is a notice, or what came by MQTT. The route ends here for what is no
 * event: a state that has not become true, or what no line names.
 */
public final class OnvifEvents implements Processor {
  /** String: which camera a notice is of, where it did not come by MQTT. */
  static final String CAMERA = "niceOnvifCamera";

  private final Clock clock = Clock.systemUTC();
  private Map<String, NodeName> cameras = Map.of();
  private OnvifRules rules = new OnvifRules();
  private Map<String, String> labels = Map.of();

  /** The beginning of the camera's MQTT topics, or its name, and its NodeID. */
  public void setCameras(String table) {
    Map<String, NodeName> read = new HashMap<>();
    for (Table.Row row : Table.rows(table)) {
      if (row.columns().size() != 2) {
        throw new Table.BadRow(row, "a line must be: camera, NodeID");
      }
      AdapterTables.attempt(
          row, () -> read.put(row.columns().get(0), NodeName.parse(row.columns().get(1))));
    }
    cameras = Map.copyOf(read);
  }

  /** Topic, field, EventType, item. */
  public void setTopics(String table) {
    OnvifRules read = new OnvifRules();
    for (Table.Row row : Table.rows(table)) {
      if (row.columns().size() != 4) {
        throw new Table.BadRow(row, "a line must be: topic, field or -, EventType, item or -");
      }
      AdapterTables.attempt(
          row,
          () ->
              read.add(
                  row.columns().get(0),
                  row.columns().get(1),
                  row.columns().get(2),
                  row.columns().get(3)));
    }
    rules = read;
    labels.forEach(rules::label);
  }

  /** A camera's word for an item, and the NICEItemType. */
  public void setLabels(String table) {
    Map<String, String> read = new HashMap<>();
    for (Table.Row row : Table.rows(table)) {
      if (row.columns().size() != 2) {
        throw new Table.BadRow(row, "a line must be: the camera's word, NICEItemType");
      }
      AdapterTables.attempt(
          row, () -> new OnvifRules().label(row.columns().get(0), row.columns().get(1)));
      read.put(row.columns().get(0), row.columns().get(1));
    }
    labels = Map.copyOf(read);
    labels.forEach(rules::label);
  }

  /** What a camera answered, in XML, becomes a list of its notices: for a split. No body, none. */
  public void notices(Exchange exchange) throws InvalidPayloadException {
    if (exchange.getMessage().getBody() == null) {
      exchange.getMessage().setBody(List.of());
      return;
    }
    byte[] answer = exchange.getMessage().getMandatoryBody(byte[].class);
    try {
      exchange.getMessage().setBody(OnvifXml.notices(answer));
    } catch (Malformed malformed) {
      throw new Refusal(Refusal.Kind.MALFORMED, malformed.sentence());
    }
  }

  @Override
  public void process(Exchange exchange) {
    Optional<NodeName> camera =
        camera(exchange).flatMap(name -> Optional.ofNullable(cameras.get(name)));
    if (camera.isEmpty()) {
      Marks.letPass(exchange);
      return;
    }
    OnvifNotice notice = notice(exchange);
    boolean settled = notice.initial() || Marks.isRetained(exchange);
    Optional<byte[]> mark = rules.mark(camera.get().text(), notice, settled, clock.instant());
    if (mark.isPresent()) {
      Marks.enter(exchange, camera.get(), mark.get());
    } else {
      Marks.letPass(exchange);
    }
  }

  private static Optional<String> camera(Exchange exchange) {
    return Facts.known(exchange, CAMERA, String.class)
        .or(() -> Facts.known(exchange, Facts.TOPIC, String.class).flatMap(OnvifNotice::sender));
  }

  private static OnvifNotice notice(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof OnvifNotice read) {
      return read;
    }
    try {
      return OnvifNotice.read(
          Facts.must(exchange, Facts.TOPIC, String.class),
          Facts.must(exchange, Facts.BODY, byte[].class));
    } catch (Malformed malformed) {
      throw new Refusal(Refusal.Kind.MALFORMED, malformed.sentence());
    }
  }
}
