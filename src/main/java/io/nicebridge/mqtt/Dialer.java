package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttClientExecutorConfigBuilder;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.MqttWebSocketConfig;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedListener;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuthBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import io.reactivex.schedulers.Schedulers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows how to call one broker: makes a fresh MQTT 5 client for each connection. */
final class Dialer {
  /** Also notices a dead link, but slowly; the heartbeat is faster. */
  private static final int KEEP_ALIVE_SECONDS = 10;

  /**
   * The largest message we take. A Common Message with 2 MB of base64 stays below it. Brokers are
   * told, and keep longer ones back without a word; only those of whom each is counted are not.
   */
  static final int MAXIMUM_PACKET_SIZE = 5 * 1024 * 1024;

  /**
   * The largest that is counted, where each is. No more is asked for: all of it has to pass before
   * the next message does, for each time that the broker sends it; and a WebSocket's frame is held.
   */
  static final int LARGEST_COUNTED = 16 * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Dialer.class);

  /** MQTT 5 section 3.1.2.11.3: the default. */
  private static final int ALL_THERE_ARE = 65_535;

  private final BrokerSettings settings;
  private final MqttClientTransportConfig transport;
  private final MqttClientExecutorConfig executor;
  private final String clientId;
  private final String label;
  private final Duration session;
  private final OptionalInt mostUnacknowledged;
  private boolean connectedBefore;
  private volatile boolean ignoresOurMaximum;

  /** No session: an answer that comes while we are away is one nobody waits for. */
  Dialer(BrokerSettings settings) {
    this(settings, "", Duration.ZERO);
  }

  /**
   * @param ending of client id and thread name, where it is not the broker's only connection
   * @param session how long the broker keeps for us what comes while we are away; whole seconds
   */
  Dialer(BrokerSettings settings, String ending, Duration session) {
    this(settings, "nice-bridge-" + UUID.randomUUID(), ending, session, OptionalInt.empty());
  }

  private Dialer(
      BrokerSettings settings,
      String clientId,
      String ending,
      Duration session,
      OptionalInt mostUnacknowledged) {
    this(
        settings,
        clientId,
        ending,
        session,
        mostUnacknowledged,
        new Threads(new BrokerThread("mqtt-" + settings.name() + ending), 1));
  }

  /** The same for one of many connections that share a few threads; without a session. */
  static Dialer sharing(BrokerSettings settings, Threads threads) {
    return new Dialer(
        settings,
        "nice-bridge-" + UUID.randomUUID(),
        "",
        Duration.ZERO,
        OptionalInt.empty(),
        threads);
  }

  /** Threads of connections: those of one and the same executor are shared. */
  record Threads(Executor executor, int number) {}

  private Dialer(
      BrokerSettings settings,
      String clientId,
      String ending,
      Duration session,
      OptionalInt mostUnacknowledged,
      Threads shared) {
    this.settings = settings;
    this.transport = transport(settings);
    this.session = session;
    this.mostUnacknowledged = mostUnacknowledged;
    this.label = settings.name() + ending;
    this.clientId = settings.clientId().orElse(clientId) + ending;
    MqttClientExecutorConfigBuilder threads =
        MqttClientExecutorConfig.builder()
            .nettyExecutor(shared.executor())
            .nettyThreads(shared.number());
    this.executor =
        onConnectionsThread()
            ? threads.applicationScheduler(Schedulers.trampoline()).build()
            : threads.build();
  }

  /**
   * For what must not be lost: the broker keeps what comes while we are away, also when this
   * process ends and another one takes its place, and each message is acknowledged by hand.
   *
   * @param clientId where the settings name none; the same after a restart
   * @param mostUnacknowledged messages that the broker may send before the first is acknowledged
   */
  static Dialer durable(
      BrokerSettings settings,
      String clientId,
      String ending,
      Duration session,
      int mostUnacknowledged) {
    Dialer dialer =
        new Dialer(settings, clientId, ending, session, OptionalInt.of(mostUnacknowledged));
    dialer.connected();
    return dialer;
  }

  /**
   * True where messages and acknowledgements are handled on the connection's own thread: a lane's,
   * where nothing waits. The client would hand each of them to another thread first.
   */
  private boolean onConnectionsThread() {
    return resumes() && !byHand();
  }

  /**
   * For what is news only while somebody listens: no session, and each message is acknowledged by
   * hand.
   *
   * @param mostUnacknowledged messages that the broker may send before the first is acknowledged
   */
  static Dialer listening(BrokerSettings settings, String ending, int mostUnacknowledged) {
    return new Dialer(
        settings,
        "nice-bridge-" + UUID.randomUUID(),
        ending,
        Duration.ZERO,
        OptionalInt.of(mostUnacknowledged));
  }

  /**
   * True where whatever is published is counted, also what is too long, up to 16 MB: the guard
   * empties it.
   */
  private boolean listens() {
    return byHand() && !resumes();
  }

  /** True where each message is acknowledged by whoever has taken it. */
  boolean byHand() {
    return mostUnacknowledged.isPresent();
  }

  /** The broker's name, and what this connection is for: for the log. */
  String label() {
    return label;
  }

  /** The first one starts clean: what an earlier process left behind is not for us. */
  synchronized Mqtt5Connect connect() {
    boolean clean = session.isZero() || !connectedBefore;
    return Mqtt5Connect.builder()
        .cleanStart(clean)
        .sessionExpiryInterval(session.toSeconds())
        .keepAlive(KEEP_ALIVE_SECONDS)
        .restrictions()
        .maximumPacketSize(listens() ? LARGEST_COUNTED : MAXIMUM_PACKET_SIZE)
        .receiveMaximum(
            ignoresOurMaximum ? ALL_THERE_ARE : mostUnacknowledged.orElse(ALL_THERE_ARE))
        .topicAliasMaximum(0)
        .applyRestrictions()
        .build();
  }

  /** True where the broker keeps for us what comes while we are away. */
  boolean resumes() {
    return !session.isZero();
  }

  /** The broker knows us from now on. */
  synchronized void connected() {
    connectedBefore = true;
  }

  Mqtt5AsyncClient client(MqttClientDisconnectedListener whenDisconnected) {
    Mqtt5ClientBuilder builder =
        Mqtt5Client.builder()
            .identifier(clientId)
            .transportConfig(transport)
            .executorConfig(executor)
            .addDisconnectedListener(context -> learn(context.getCause()))
            .addDisconnectedListener(whenDisconnected);
    @Nullable Mqtt5SimpleAuth auth = auth(settings);
    return (auth == null ? builder : builder.simpleAuth(auth)).buildAsync();
  }

  /**
   * A broker that sends more than was asked for is not asked for it any more: the client would hang
   * up for ever. mosquitto 2.0.11 does so when it resumes a session.
   */
  private void learn(Throwable why) {
    if (!ignoresOurMaximum
        && why instanceof Mqtt5DisconnectException disconnect
        && disconnect.getMqttMessage().getReasonCode()
            == Mqtt5DisconnectReasonCode.RECEIVE_MAXIMUM_EXCEEDED) {
      ignoresOurMaximum = true;
      LOG.warn(
          "broker {} sends more messages at once than it was asked for: it decides how many now",
          label);
    }
  }

  private static @Nullable Mqtt5SimpleAuth auth(BrokerSettings settings) {
    Mqtt5SimpleAuthBuilder auth = Mqtt5SimpleAuth.builder();
    byte[] password = settings.password().orElse("").getBytes(StandardCharsets.UTF_8);
    if (settings.username().isPresent()) {
      Mqtt5SimpleAuthBuilder.Complete named = auth.username(settings.username().get());
      return settings.password().isPresent() ? named.password(password).build() : named.build();
    }
    return settings.password().isPresent() ? auth.password(password).build() : null;
  }

  private static MqttClientTransportConfig transport(BrokerSettings settings) {
    long timeout = settings.connectTimeout().toMillis();
    MqttClientTransportConfigBuilder builder =
        MqttClientTransportConfig.builder()
            .serverHost(settings.host())
            .serverPort(settings.port())
            .socketConnectTimeout(timeout, TimeUnit.MILLISECONDS)
            .mqttConnectTimeout(timeout, TimeUnit.MILLISECONDS);
    if (settings.overTls()) {
      MqttClientSslConfig tls = BrokerTls.config(settings.tls(), settings.connectTimeout());
      builder = builder.sslConfig(tls);
    }
    if (settings.overWebSocket()) {
      builder = builder.webSocketConfig(webSocket(settings));
    }
    return builder.build();
  }

  /** MQTT over WSS (NICE 0.9 section 8.1); the sub-protocol is {@code mqtt} (MQTT 5, 6.0). */
  private static MqttWebSocketConfig webSocket(BrokerSettings settings) {
    String path = settings.url().getRawPath();
    String query = settings.url().getRawQuery();
    return MqttWebSocketConfig.builder()
        .serverPath(path == null || path.length() < 2 ? "mqtt" : path.substring(1))
        .queryString(query == null ? "" : query)
        .subprotocol("mqtt")
        .handshakeTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .build();
  }
}
