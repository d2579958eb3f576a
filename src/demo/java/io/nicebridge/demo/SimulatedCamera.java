package io.nicebridge.demo;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.nicebridge.id.Strictness;
import io.nicebridge.message.DateTimeStamp;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.RequestMessage;
import io.nicebridge.message.ResponseMessage;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A NICE camera that is not there: subscribes to its own topics and answers every request, as well
 * as its mood lets it.
 */
public final class SimulatedCamera implements AutoCloseable {
  /** How it answers. */
  public enum Mood {
    /** At once. */
    NORMAL,
    /** After two seconds. */
    SLOW,
    /** Never. */
    SILENT,
    /** With another request's ReplyID and correlation. */
    WRONG,
    /** Two times. */
    TWICE;

    public static Mood named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  private static final Duration SLOWLY = Duration.ofSeconds(2);

  private final Mqtt5AsyncClient client;
  private final String id;
  private final Mood mood;
  private final Consumer<String> exchange;
  private final AtomicInteger requests = new AtomicInteger();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "camera");
            thread.setDaemon(true);
            return thread;
          });

  private SimulatedCamera(
      Mqtt5AsyncClient client, String id, Mood mood, Consumer<String> exchange) {
    this.client = client;
    this.id = id;
    this.mood = mood;
    this.exchange = exchange;
  }

  /**
   * Connects, subscribes, and returns when both are done.
   *
   * @param brokerUrl {@code tcp://host:port} or {@code ssl://host:port}
   * @param exchange told each exchange as it passes, a line at a time
   */
  public static SimulatedCamera start(
      String brokerUrl, String id, Mood mood, Consumer<String> exchange) {
    URI url = URI.create(brokerUrl);
    Mqtt5ClientBuilder builder =
        MqttClient.builder()
            .useMqttVersion5()
            .identifier("camera-" + Long.toHexString(System.nanoTime()))
            .serverHost(url.getHost())
            .serverPort(url.getPort())
            .automaticReconnect()
            .initialDelay(100, TimeUnit.MILLISECONDS)
            .maxDelay(1, TimeUnit.SECONDS)
            .applyAutomaticReconnect();
    Mqtt5AsyncClient client =
        ("ssl".equals(url.getScheme()) ? builder.sslWithDefaultConfig() : builder).buildAsync();
    SimulatedCamera camera = new SimulatedCamera(client, id, mood, exchange);
    client.publishes(MqttGlobalPublishFilter.ALL, camera::take);
    client.connectWith().cleanStart(false).sessionExpiryInterval(3600).send().join();
    client.subscribeWith().topicFilter("1/" + id + "/#").send().join();
    return camera;
  }

  private void take(Mqtt5Publish publish) {
    RequestMessage request;
    try {
      request = RequestMessage.parse(publish.getPayloadAsBytes(), Strictness.LENIENT);
    } catch (Refusal noRequest) {
      exchange.accept("camera  " + publish.getTopic() + "  is no request: " + noRequest.sentence());
      return;
    }
    requests.incrementAndGet();
    exchange.accept(
        "camera  %s  CommandID %d  %s"
            .formatted(
                publish.getTopic(), request.commandId(), mood.name().toLowerCase(Locale.ROOT)));
    switch (mood) {
      case NORMAL -> answer(publish, request, 0);
      case SLOW ->
          clock.schedule(
              () -> answer(publish, request, 0), SLOWLY.toMillis(), TimeUnit.MILLISECONDS);
      case SILENT -> {}
      case WRONG -> answer(publish, request, 1);
      case TWICE -> {
        answer(publish, request, 0);
        answer(publish, request, 0);
      }
    }
  }

  private void answer(Mqtt5Publish publish, RequestMessage request, long beside) {
    ResponseMessage to =
        ResponseMessage.of(
                request.source(),
                request.destination(),
                request.commandId() + beside,
                200,
                0,
                "OK",
                request.encryptionOn(),
                DateTimeStamp.now(Clock.systemUTC()))
            .withBody("{\"Status\":\"OK\"}");
    var reply =
        Mqtt5Publish.builder()
            .topic(publish.getResponseTopic().orElseThrow())
            .payload(to.toJson())
            .correlationData(
                beside == 0
                    ? publish.getCorrelationData().orElse(null)
                    : ByteBuffer.wrap("another's".getBytes(StandardCharsets.UTF_8)))
            .build();
    client.publish(reply);
    exchange.accept("camera  %s  ReplyID %d  200".formatted(reply.getTopic(), to.replyId()));
  }

  /** How many requests have come. */
  public int requestsSeen() {
    return requests.get();
  }

  public String id() {
    return id;
  }

  @Override
  public void close() {
    clock.shutdownNow();
    client.disconnect();
  }
}
