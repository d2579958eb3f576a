package io.nicebridge;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Sees every message that goes over a broker. */
public final class Wiretap implements AutoCloseable {
  private final Mqtt5AsyncClient client;

  /** Messages of our own, and where the list stood when they came by. */
  private final Map<String, CompletableFuture<Integer>> fences = new ConcurrentHashMap<>();

  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  /** One message on the wire, and when it came by (nanoTime). */
  public record Seen(String topic, byte[] payload, long at) {
    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    public long commandId() {
      String[] parts = text().split("\"CommandID\":", 2);
      return Long.parseLong(parts[1].substring(0, parts[1].indexOf(',')));
    }

    public boolean isRequest() {
      return text().contains("\"MessageType\":\"request\"");
    }
  }

  private Wiretap(URI url) {
    client =
        MqttClient.builder()
            .useMqttVersion5()
            .identifier("wiretap-" + System.nanoTime())
            .serverHost(url.getHost())
            .serverPort(url.getPort())
            .buildAsync();
  }

  public static Wiretap on(String brokerUrl) {
    Wiretap wiretap = new Wiretap(URI.create(brokerUrl));
    wiretap.client.publishes(MqttGlobalPublishFilter.ALL, wiretap::take);
    wiretap.client.connect().join();
    wiretap.client.subscribeWith().topicFilter("#").send().join();
    return wiretap;
  }

  private void take(Mqtt5Publish publish) {
    String topic = publish.getTopic().toString();
    CompletableFuture<Integer> fence = fences.remove(topic);
    if (fence == null) {
      seen.add(new Seen(topic, publish.getPayloadAsBytes(), System.nanoTime()));
    } else {
      fence.complete(seen.size());
    }
  }

  /** Says something on the wire itself, QoS 1. */
  public void publish(String topic, String text) {
    client
        .publishWith()
        .topic(topic)
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(text.getBytes(StandardCharsets.UTF_8))
        .send()
        .join();
  }

  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  /**
   * Where the list stands now, for {@link #since}: what went over the broker before this stands
   * before it, also what had not come here yet.
   */
  public int mark() {
    String fence = "wiretap/" + UUID.randomUUID();
    CompletableFuture<Integer> mark = new CompletableFuture<>();
    fences.put(fence, mark);
    publish(fence, "");
    return mark.orTimeout(10, TimeUnit.SECONDS).join();
  }

  public List<Seen> since(int mark) {
    return List.copyOf(seen.subList(mark, seen.size()));
  }

  @Override
  public void close() {
    client.disconnect().join();
  }
}
