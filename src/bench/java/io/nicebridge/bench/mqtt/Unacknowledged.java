package io.nicebridge.bench.mqtt;

import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** No more at QoS 1 under way than the broker takes (MQTT 5 section 4.9). */
final class Unacknowledged {
  private static final int LARGEST_ID = 65_535;

  private final Queue<MqttPublishMessage> waiting = new ArrayDeque<>();
  private int most = LARGEST_ID;
  private int underWay;
  private int lastId;

  /** Receive Maximum (section 3.2.2.3.3), where the broker says one. */
  void most(MqttConnAckMessage connack) {
    if (connack.variableHeader().properties().getProperty(MqttPropertyType.RECEIVE_MAXIMUM.value())
        instanceof IntegerProperty maximum) {
      most = maximum.value();
    }
  }

  int nextId() {
    lastId = lastId % LARGEST_ID + 1;
    return lastId;
  }

  /** The message, if it may go now. */
  Optional<MqttPublishMessage> send(MqttPublishMessage message) {
    if (underWay == most) {
      waiting.add(message);
      return Optional.empty();
    }
    underWay++;
    return Optional.of(message);
  }

  /** The message whose turn it is, if there is one. */
  Optional<MqttPublishMessage> acknowledged() {
    Optional<MqttPublishMessage> next = Optional.ofNullable(waiting.poll());
    if (next.isEmpty()) {
      underWay--;
    }
    return next;
  }
}
