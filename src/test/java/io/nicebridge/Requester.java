package io.nicebridge;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserPropertiesBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An app or service that speaks NICE by MQTT, and listens on some topics. */
final class Requester implements AutoCloseable {
  private final Mqtt5AsyncClient client;
  private final List<Mqtt5Publish> heard = new CopyOnWriteArrayList<>();

  private Requester(URI broker) {
    client =
        MqttClient.builder()
            .useMqttVersion5()
            .identifier("requester-" + System.nanoTime())
            .serverHost(broker.getHost())
            .serverPort(broker.getPort())
            .buildAsync();
  }

  static Requester on(String broker, String... filters) {
    Requester requester = new Requester(URI.create(broker));
    requester.client.publishes(MqttGlobalPublishFilter.ALL, requester.heard::add);
    requester.client.connect().join();
    for (String filter : filters) {
      requester.client.subscribeWith().topicFilter(filter).send().join();
    }
    return requester;
  }

  /**
   * Publishes a request, QoS 0.
   *
   * @param responseTopic or null for none
   * @param correlation or null for none
   */
  void ask(
      String topic, String body, @Nullable String responseTopic, @Nullable String correlation) {
    client
        .publishWith()
        .topic(topic)
        .payload(body.getBytes(StandardCharsets.UTF_8))
        .responseTopic(responseTopic)
        .correlationData(
            correlation == null
                ? null
                : ByteBuffer.wrap(correlation.getBytes(StandardCharsets.UTF_8)))
        .messageExpiryInterval(2)
        .send()
        .join();
  }

  /**
   * The same with tokens in the user property that is called as the field of HTTP.
   *
   * @param responseTopic or null for none
   */
  void ask(
      String topic,
      byte[] body,
      @Nullable String responseTopic,
      String correlation,
      String... tokens) {
    Mqtt5UserPropertiesBuilder properties = Mqtt5UserProperties.builder();
    for (String token : tokens) {
      properties = properties.add("Authorization", "Bearer " + token);
    }
    client
        .publishWith()
        .topic(topic)
        .payload(body)
        .responseTopic(responseTopic)
        .correlationData(correlation.getBytes(StandardCharsets.UTF_8))
        .userProperties(properties.build())
        .send()
        .join();
  }

  /** Publishes with QoS 1, and returns when the broker has it. */
  void publish(String topic, byte[] body) {
    client.publishWith().topic(topic).qos(MqttQos.AT_LEAST_ONCE).payload(body).send().join();
  }

  /** What came, in its order. */
  List<Mqtt5Publish> heard() {
    return List.copyOf(heard);
  }

  static String text(Mqtt5Publish message) {
    return new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.disconnect().join();
  }
}
