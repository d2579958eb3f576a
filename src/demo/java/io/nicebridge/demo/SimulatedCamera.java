package io.nicebridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishBuilder;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Strictness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A NICE camera on MQTT: it hears every request to its EndPointID and answers as NICE 0.9 section 4
 * says, unless it has been given a {@link Habit}.
 */
public final class SimulatedCamera implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final EndPointId id;
  private final Mqtt5AsyncClient client;
  private final AtomicInteger seen = new AtomicInteger();
  private volatile Supplier<Set<Habit>> habits = Set::of;
  private volatile Supplier<Duration> delay = () -> Duration.ZERO;
  private volatile Consumer<String> exchange = line -> {};
  private volatile @Nullable String provisionedTopic;
  private volatile @Nullable Mqtt5Publish last;
  private volatile String sceneMode = "";

  public SimulatedCamera(EndPointId id, String host, int port) {
    this(id, builder(id, host, port).buildAsync());
  }

  private SimulatedCamera(EndPointId id, Mqtt5AsyncClient client) {
    this.id = id;
    this.client = client;
  }

  /**
   * A camera on the broker at this address.
   *
   * @param url {@code tcp://host:port}, or {@code ssl://host:port} with the JVM's own trust store
   */
  public static SimulatedCamera on(String url, String endPointId) {
    URI address = URI.create(url);
    EndPointId id = EndPointId.parse(endPointId, Strictness.STRICT);
    Mqtt5ClientBuilder builder = builder(id, address.getHost(), address.getPort());
    boolean tls = "ssl".equals(address.getScheme());
    return new SimulatedCamera(
        id, tls ? builder.sslWithDefaultConfig().buildAsync() : builder.buildAsync());
  }

  /**
   * A camera that connects in another way.
   *
   * @param how adds TLS, user and password
   */
  public static SimulatedCamera by(
      String host, int port, String endPointId, UnaryOperator<Mqtt5ClientBuilder> how) {
    EndPointId id = EndPointId.parse(endPointId, Strictness.STRICT);
    return new SimulatedCamera(id, how.apply(builder(id, host, port)).buildAsync());
  }

  private static Mqtt5ClientBuilder builder(EndPointId id, String host, int port) {
    return Mqtt5Client.builder()
        .identifier("camera-" + id.text())
        .serverHost(host)
        .serverPort(port)
        .automaticReconnect()
        .initialDelay(100, TimeUnit.MILLISECONDS)
        .maxDelay(500, TimeUnit.MILLISECONDS)
        .applyAutomaticReconnect();
  }

  /** Ends once it is subscribed. */
  public CompletableFuture<SimulatedCamera> start() {
    return client
        .connect()
        .thenCompose(
            connected -> {
              client.publishes(MqttGlobalPublishFilter.ALL, this::request, Runnable::run);
              return client.subscribeWith().topicFilter("1/" + id.text() + "/#").send();
            })
        .thenCompose(first -> client.subscribeWith().topicFilter("/1/" + id.text() + "/#").send())
        .thenApply(subscribed -> this);
  }

  public SimulatedCamera has(Habit... always) {
    Set<Habit> fixed = Set.of(always);
    return decides(() -> fixed);
  }

  /** Asked anew for each request. */
  public SimulatedCamera decides(Supplier<Set<Habit>> each) {
    habits = each;
    return this;
  }

  public SimulatedCamera slow(Duration always) {
    return takes(() -> always);
  }

  /** Asked anew for each answer. */
  public SimulatedCamera takes(Supplier<Duration> each) {
    delay = each;
    return this;
  }

  /** Tells each exchange as it passes, a line at a time. */
  public SimulatedCamera tells(Consumer<String> listener) {
    exchange = listener;
    return this;
  }

  /** Answers on this topic, as a device does that was provisioned with it (section 8.3). */
  public SimulatedCamera answersOn(String topic) {
    provisionedTopic = topic;
    return this;
  }

  /** How many requests have come. */
  public int seen() {
    return seen.get();
  }

  /** The latest request, as it came. */
  public Optional<Mqtt5Publish> last() {
    return Optional.ofNullable(last);
  }

  private void request(Mqtt5Publish request) {
    seen.incrementAndGet();
    last = request;
    Set<Habit> now = habits.get();
    exchange.accept("camera <- %s %s".formatted(request.getTopic(), now));
    if (now.contains(Habit.SILENT)) {
      return;
    }
    for (int copy = 0; copy < (now.contains(Habit.TWICE) ? 2 : 1); copy++) {
      answer(request, now);
    }
  }

  private void answer(Mqtt5Publish request, Set<Habit> now) {
    Mqtt5Publish response = response(request, now);
    Duration pause = delay.get();
    if (pause.isZero()) {
      send(response);
    } else {
      CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> send(response));
    }
  }

  private void send(Mqtt5Publish response) {
    exchange.accept("camera -> %s".formatted(response.getTopic()));
    // A camera does not care whether its answer arrives: QoS 0 (section 8.2).
    var unused = client.publish(response);
  }

  private Mqtt5Publish response(Mqtt5Publish request, Set<Habit> now) {
    JsonNode asked = read(request.getPayloadAsBytes());
    Mqtt5PublishBuilder.Complete response =
        Mqtt5Publish.builder()
            .topic(topic(request, asked, now))
            .payload(now.contains(Habit.GARBAGE) ? garbage() : body(asked, now))
            .retain(now.contains(Habit.RETAINED))
            .contentType("application/json");
    if (!now.contains(Habit.OLD) && request.getCorrelationData().isPresent()) {
      response =
          response.correlationData(
              now.contains(Habit.WRONG)
                  ? ByteBuffer.allocate(16)
                  : request.getCorrelationData().get());
    }
    return response.build();
  }

  private String topic(Mqtt5Publish request, JsonNode asked, Set<Habit> now) {
    String provisioned = provisionedTopic;
    if (provisioned != null) {
      return provisioned;
    }
    if (!now.contains(Habit.OLD) && request.getResponseTopic().isPresent()) {
      return request.getResponseTopic().get().toString();
    }
    String own = request.getTopic().toString();
    String plain = own.startsWith("/") ? own.substring(1) : own;
    String caller = asked.path("SourceEndPointID").asText();
    String slash = now.contains(Habit.LEADING_SLASH) ? "/" : "";
    return slash + plain.replace(id.text(), caller);
  }

  private static byte[] garbage() {
    return "this is no response".getBytes(StandardCharsets.UTF_8);
  }

  /** A response of section 4.1: source and destination have "same value as in the Request". */
  private byte[] body(JsonNode asked, Set<Habit> now) {
    boolean swapped = now.contains(Habit.SWAPPED);
    String source = asked.path("SourceEndPointID").asText();
    String destination = asked.path("DestinationEndPointID").asText();
    long replyId = asked.path("CommandID").asLong() + (now.contains(Habit.WRONG) ? 1_000_000 : 0);
    ObjectNode response =
        JSON.createObjectNode()
            .put("MessageType", "response")
            .put("SourceEndPointID", swapped ? destination : source)
            .put("DestinationEndPointID", swapped ? source : destination)
            .put("DateTimeStamp", STAMP.format(Instant.now()))
            .put("EncryptionOn", false)
            .put("ReplyID", replyId)
            .put("ReplyStatusCode", 200)
            .put("ReplyErrorCode", 0)
            .put("ReplyStatusMessage", "OK");
    response.putObject("Payload").put("Body", does(asked));
    return response.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Remembers the SceneMode that it is given, and tells it; says of all else what it was. */
  private String does(JsonNode asked) {
    String command = asked.path("CommandType").asText();
    if (command.endsWith("/SetSceneMode")) {
      sceneMode = asked.path("Payload").path("Body").asText();
      exchange.accept("camera == %s".formatted(sceneMode));
    }
    return command.endsWith("/GetSceneMode") && !sceneMode.isEmpty()
        ? sceneMode
        : "{\"CommandType\":\"" + command + "\"}";
  }

  private static JsonNode read(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    client.disconnect().orTimeout(2, TimeUnit.SECONDS).exceptionally(failure -> null).join();
  }
}
