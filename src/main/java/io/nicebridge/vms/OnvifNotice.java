package io.nicebridge.vms;

import io.nicebridge.id.Malformed;
import io.nicebridge.mark.MarkTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Something that an ONVIF camera notifies: by MQTT (ONVIF Core, event-json), by Axis's own MQTT
 * bridge, or in XML (WS-BaseNotification).
 *
 * @param topic without its namespaces and without a slash at its beginning
 * @param source what the notice is about: which channel, which rule
 * @param initial it only says how things stand, nothing has happened
 */
public record OnvifNotice(
    String topic,
    Map<String, String> source,
    Map<String, String> data,
    Optional<Instant> time,
    boolean initial) {
  private static final String EVENT_JSON = "/onvif-ej/";
  private static final String AXIS_EVENT = "/event/";

  public OnvifNotice {
    source = new TreeMap<>(source);
    data = Map.copyOf(data);
  }

  /**
   * Whose notice a message is: what stands before {@code /onvif-ej/} or {@code /event/}.
   *
   * @return empty where its topic is neither's
   */
  public static Optional<String> sender(String mqttTopic) {
    int json = mqttTopic.indexOf(EVENT_JSON);
    int axis = mqttTopic.indexOf(AXIS_EVENT);
    return json >= 0
        ? Optional.of(mqttTopic.substring(0, json))
        : axis >= 0 ? Optional.of(mqttTopic.substring(0, axis)) : Optional.empty();
  }

  /**
   * Reads what came by MQTT.
   *
   * @throws Malformed when it is no notice
   */
  public static OnvifNotice read(String mqttTopic, byte[] body) {
    Fields message = Fields.read(body);
    int json = mqttTopic.indexOf(EVENT_JSON);
    return json >= 0
        ? eventJson(mqttTopic.substring(json + EVENT_JSON.length()), message)
        : axis(message);
  }

  private static OnvifNotice eventJson(String rest, Fields message) {
    int source = rest.indexOf("/&");
    String topic = source < 0 ? rest : rest.substring(0, source);
    Fields data = message.inside("Data");
    if (topic.isEmpty() || data.isEmpty()) {
      throw new Malformed("a notice by MQTT must have a topic and Data");
    }
    return new OnvifNotice(
        plain(topic),
        texts(message.inside("Source")),
        texts(data),
        message.text("UtcTime").map(MarkTime::parse),
        false);
  }

  private static OnvifNotice axis(Fields message) {
    String topic = plain(message.must("topic"));
    Fields inner = message.inside("message");
    Fields data = inner.inside("data");
    if (data.isEmpty()) {
      throw new Malformed("a notice of Axis must have message.data");
    }
    Map<String, String> source = texts(inner.inside("source"));
    source.putAll(texts(inner.inside("key")));
    Optional<Instant> time =
        message.number("timestamp").isPresent()
            ? Optional.of(MarkTime.ofMillis(message.number("timestamp").getAsDouble()))
            : Optional.empty();
    return new OnvifNotice(topic, source, texts(data), time, false);
  }

  private static Map<String, String> texts(Fields fields) {
    Map<String, String> texts = new HashMap<>();
    fields.names().forEach(name -> fields.scalar(name).ifPresent(text -> texts.put(name, text)));
    return texts;
  }

  /** {@code tns1:RuleEngine/tnsaxis:X} is {@code RuleEngine/X}. */
  static String plain(String topic) {
    String[] steps = topic.strip().split("/", -1);
    StringBuilder plain = new StringBuilder();
    for (String step : steps) {
      String name = step.substring(step.indexOf(':') + 1);
      if (!name.isEmpty()) {
        plain.append(plain.isEmpty() ? "" : "/").append(name);
      }
    }
    return plain.toString();
  }

  /** What a field of the data says; empty where it is no switch. */
  Optional<Boolean> flag(String field) {
    String text = data.getOrDefault(field, "").toLowerCase(Locale.ROOT);
    return switch (text) {
      case "1", "true", "active" -> Optional.of(true);
      case "0", "false", "inactive" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** By which two notices are known to be about the same. */
  String about() {
    return topic + " " + source;
  }
}
