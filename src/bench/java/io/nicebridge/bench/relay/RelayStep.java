package io.nicebridge.bench.relay;

import io.netty.handler.codec.mqtt.MqttQoS;

/**
 * The load of one measurement.
 *
 * @param qos of sender and receiver
 * @param sessions pairs of peers
 */
record RelayStep(MqttQoS qos, int sessions) {
  /** As in {@code QoS 1, 32 sessions}. */
  @Override
  public String toString() {
    return "QoS %d, %d sessions".formatted(qos.value(), sessions);
  }
}
