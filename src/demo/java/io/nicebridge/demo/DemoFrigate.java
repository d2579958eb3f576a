package io.nicebridge.demo;

import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Frigate, in both directions: it sees a person at its gate now and then, which becomes a
 * SceneMark; and what the NICE camera sees is an event of its timeline.
 */
final class DemoFrigate implements DemoVms {
  private static final int EVERY_SECONDS = 15;

  private final DemoServer server =
      new DemoServer(
          "Frigate",
          "frigate,frigate-out",
          "nice.frigate",
          FrigateSimulator.USER,
          FrigateSimulator::new);
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "frigate");
            thread.setDaemon(true);
            return thread;
          });
  private final Mqtt5AsyncClient client;
  private final String apiKey;
  private int count;

  DemoFrigate(URI broker, String apiKey) {
    this.apiKey = apiKey;
    this.client =
        Mqtt5Client.builder()
            .serverHost(broker.getHost())
            .serverPort(broker.getPort())
            .automaticReconnectWithDefaultConfig()
            .buildAsync();
  }

  @Override
  public String settings() {
    return server.settings();
  }

  @Override
  public String invitation(String authority, String token, int port) {
    client
        .connect()
        .thenRun(() -> clock.scheduleWithFixedDelay(this::see, 1, EVERY_SECONDS, TimeUnit.SECONDS));
    return """
    Frigate sees a person at its gate every %d seconds, and the bridge makes a SceneMark of it (paste this to see them):

    curl --cacert '%s' -H 'X-API-Key: %s' https://localhost:%d/api/events

    """
            .formatted(EVERY_SECONDS, authority, apiKey, port)
        + server.invitation(authority, token, port);
  }

  private void see() {
    count++;
    double now = Instant.now().toEpochMilli() / 1000.0;
    String event =
        """
        {"type":"new","before":{},"after":{"id":"%1$.3f-demo%2$d","camera":"gate","label":"person","sub_label":null,\
        "score":0.79,"top_score":0.91,"box":[320,144,512,504],"start_time":%1$.3f,"end_time":null,\
        "current_zones":[],"entered_zones":[]}}\
        """
            .formatted(now, count);
    client
        .publishWith()
        .topic("frigate/events")
        .payload(event.getBytes(StandardCharsets.UTF_8))
        .send();
    server.say("a person at the gate, published on frigate/events");
  }

  @Override
  public void close() {
    clock.shutdownNow();
    client.disconnect();
    server.close();
  }
}
