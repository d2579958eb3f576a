package io.nicebridge;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Peers on one broker: they signal, and hear what is signalled to them. */
public final class SignalPeer implements AutoCloseable {
  private final Mqtt5AsyncClient client;
  private final List<String> heard;

  private SignalPeer(String broker, List<String> heard, Consumer<Mqtt5Publish> ear) {
    this.heard = heard;
    URI url = URI.create(broker);
    client =
        MqttClient.builder()
            .useMqttVersion5()
            .identifier("peer-" + System.nanoTime())
            .serverHost(url.getHost())
            .serverPort(url.getPort())
            .buildAsync();
    client.publishes(MqttGlobalPublishFilter.ALL, ear, Runnable::run);
    client.connect().join();
  }

  /** One peer, which keeps what it hears. */
  public static SignalPeer on(String broker, String id) {
    List<String> heard = new CopyOnWriteArrayList<>();
    SignalPeer peer =
        new SignalPeer(
            broker,
            heard,
            publish -> heard.add(new String(publish.getPayloadAsBytes(), StandardCharsets.UTF_8)));
    peer.subscribe(topic(id));
    return peer;
  }

  /** Many peers over one connection. */
  public static SignalPeer many(String broker, String filter, Consumer<Mqtt5Publish> ear) {
    SignalPeer peer = new SignalPeer(broker, List.of(), ear);
    peer.subscribe(filter);
    return peer;
  }

  private void subscribe(String filter) {
    client
        .subscribeWith()
        .topicFilter(filter)
        .qos(MqttQos.AT_LEAST_ONCE)
        .noLocal(true)
        .send()
        .join();
  }

  public static String topic(String id) {
    return "1/" + id + "/management/WebRTCSignaling";
  }

  /** Sends a message as it is. */
  public CompletableFuture<Mqtt5PublishResult> send(String to, String message) {
    return client
        .publishWith()
        .topic(topic(to))
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(message.getBytes(StandardCharsets.UTF_8))
        .send();
  }

  /**
   * Sends a message that nobody wants any more after so many seconds (MQTT 5 section 3.3.2.3.3).
   */
  public CompletableFuture<Mqtt5PublishResult> send(String to, String message, int seconds) {
    return client
        .publishWith()
        .topic(topic(to))
        .qos(MqttQos.AT_LEAST_ONCE)
        .messageExpiryInterval(seconds)
        .payload(message.getBytes(StandardCharsets.UTF_8))
        .send();
  }

  /** Something else that flows over the same broker, at QoS 0. */
  public void data(String topic, String payload) {
    client.publishWith().topic(topic).payload(payload.getBytes(StandardCharsets.UTF_8)).send();
  }

  /** A Common Message of NICE 0.9 with this Body, as it stands between the quotes. */
  public static String message(String from, String to, long number, String body) {
    return """
    {"MessageType":"request","SourceEndPointID":"%s","DestinationEndPointID":"%s",\
    "DateTimeStamp":"2026-11-22T08:00:00.000Z","CommandID":%d,\
    "CommandType":"/1/%s/management/WebRTCSignaling","AccessToken":"x",\
    "EncryptionOn":false,"Payload":{"Body":"%s"}}\
    """
        .formatted(from, to, number, to, body.replace("\"", "\\\""));
  }

  public static String offer(String from, String to, long number) {
    return message(from, to, number, "{\"type\":\"offer\",\"sdp\":\"v=0\"}");
  }

  public static String answer(String from, String to, long number) {
    return message(from, to, number, "{\"type\":\"answer\",\"sdp\":\"v=0\"}");
  }

  public static String candidate(String from, String to, long number) {
    return message(from, to, number, "{\"candidate\":\"candidate:%d\"}".formatted(number));
  }

  public List<String> heard() {
    return List.copyOf(heard);
  }

  @Override
  public void close() {
    client.disconnect();
  }
}
