package io.nicebridge.step;

import io.nicebridge.id.DataPath;
import io.nicebridge.id.EndPointId;
import io.nicebridge.journal.Delivery;
import io.nicebridge.journal.Entry;
import io.nicebridge.message.DataHead;
import io.nicebridge.sink.SinkOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Data on its way through the journal: what is known of it travels as headers of the entry, and
 * becomes exchange properties of the sinks' routes.
 *
 * @param id the same for the same bytes on the same path: who sends them again sends one event
 * @param facts {@code topic}, {@code endPointId}, {@code nodeId}, {@code portId}, {@code source},
 *     {@code kind}, {@code dataId} as far as they are known; {@code account}, whose a virtual
 *     device was when it came
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
record Data(String id, String camera, Map<String, String> facts, byte[] body) {
  private static final String TOPIC = "topic";
  private static final String END_POINT_ID = "endPointId";
  private static final String NODE_ID = "nodeId";
  private static final String PORT_ID = "portId";
  private static final String SOURCE = "source";
  private static final String KIND = "kind";
  private static final String ACCOUNT = "account";

  /**
   * What came by a path.
   *
   * @param sender who it is from, where the message itself does not say
   */
  static Data of(DataPath path, byte[] body, String sender) {
    DataHead head = DataHead.of(body);
    Map<String, String> facts = new HashMap<>();
    facts.put(TOPIC, path.topic());
    facts.put(END_POINT_ID, path.endPointId().text());
    facts.put(NODE_ID, path.nodeId().toString());
    facts.put(PORT_ID, path.portId().toString());
    facts.put(SOURCE, head.source().map(EndPointId::text).orElse(sender));
    facts.put(KIND, head.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    head.dataId().ifPresent(recording -> facts.put(SinkOrder.DATA_ID, recording));
    return new Data(id(path.topic(), body), facts.get(SOURCE) + "", facts, body);
  }

  /** What a virtual device saw is whose the device is then. */
  Data of(Optional<String> account) {
    Map<String, String> more = new HashMap<>(facts);
    account.ifPresent(known -> more.put(ACCOUNT, known));
    return new Data(id, camera, more, body);
  }

  static Data of(Delivery delivery) {
    return new Data(delivery.id(), delivery.orderKey(), delivery.headers(), delivery.body());
  }

  private static String id(String topic, byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(topic.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return HexFormat.of().formatHex(digest.digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * @param durable false for what its sender does not want kept (QoS 0)
   */
  Entry entry(boolean durable) {
    return new Entry(id, camera, facts, body, durable);
  }

  String kind() {
    return facts.get(KIND) + "";
  }

  /** For a sink's route: the body as it came, and {@code nice…} properties. */
  void into(Exchange exchange) {
    facts.forEach((name, value) -> exchange.setProperty(property(name), value));
    exchange.setProperty(Facts.EVENT_ID, id);
    exchange.setProperty(Facts.CONTENT_TYPE, isJson() ? "application/json" : "text/plain");
    exchange.setProperty(Facts.BODY, body);
    exchange.getMessage().setBody(body);
  }

  private boolean isJson() {
    return body.length > 0 && body[0] == '{';
  }

  private static String property(String fact) {
    return "nice" + Character.toUpperCase(fact.charAt(0)) + fact.substring(1);
  }

  @Override
  public String toString() {
    return "data %s, %d bytes".formatted(facts.get(TOPIC), body.length);
  }
}
