package io.nicebridge;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishBuilder;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A device on MQTT that speaks any edition: each test chooses what it answers. */
final class MqttDevice implements AutoCloseable {
  /** What the device answers to this body on this topic; nothing where it stays silent. */
  @FunctionalInterface
  interface Behaviour {
    Optional<byte[]> answer(String topic, byte[] body);
  }

  private final Mqtt5AsyncClient client;
  private final boolean old;
  private final Behaviour behaviour;
  private final List<byte[]> seen = new CopyOnWriteArrayList<>();

  private MqttDevice(URI broker, String id, boolean old, Behaviour behaviour) {
    this.old = old;
    this.behaviour = behaviour;
    this.client =
        MqttClient.builder()
            .useMqttVersion5()
            .identifier("device-" + id + old)
            .serverHost(broker.getHost())
            .serverPort(broker.getPort())
            .buildAsync();
  }

  /**
   * @param old knows no Correlation Data, and answers on the bridge's own topic of the same command
   */
  static MqttDevice on(URI broker, String id, boolean old, Behaviour behaviour) {
    MqttDevice device = new MqttDevice(broker, id, old, behaviour);
    device.client.publishes(
        MqttGlobalPublishFilter.ALL, request -> device.take(request, id), Runnable::run);
    device.client.connect().join();
    device.client.subscribeWith().topicFilter("+/" + id + "/#").send().join();
    return device;
  }

  private void take(Mqtt5Publish request, String id) {
    seen.add(request.getPayloadAsBytes());
    String topic = request.getTopic().toString();
    behaviour
        .answer(topic, request.getPayloadAsBytes())
        .ifPresent(answer -> send(request, topic.replace(id, TestBridge.ID), answer));
  }

  private void send(Mqtt5Publish request, String plainTopic, byte[] answer) {
    Mqtt5PublishBuilder.Complete response =
        Mqtt5Publish.builder()
            .topic(old ? plainTopic : request.getResponseTopic().orElseThrow().toString())
            .payload(answer);
    if (!old) {
      response = response.correlationData(request.getCorrelationData().orElseThrow());
    }
    // Sent on the connection's own thread, which must not wait for itself.
    var unused = client.publish(response.build());
  }

  List<byte[]> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    client.disconnect().orTimeout(2, TimeUnit.SECONDS).exceptionally(gone -> null).join();
  }
}
