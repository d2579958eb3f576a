package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to connect to one broker: the settings {@code nice.broker.<name>.*}, read.
 *
 * <p>The address MUST be {@code tcp:}, {@code ssl:}, {@code ws:} or {@code wss:} with a host and
 * without a user: a password in an address ends up in logs.
 *
 * @param clientId empty: a fresh one for each process
 * @param replyTopics topic filters on which responses may come, beside our own
 * @param leadingSlash publish on {@code /1/...} instead of {@code 1/...}: different topics
 * @param qos of requests: 0 as NICE 0.9 section 8.2 says, or 1 to learn at once that nobody listens
 * @param connectTimeout for each of: TCP, TLS, CONNACK and SUBACK
 * @param heartbeat how long the link may be silent before the broker must show that it lives
 * @param maxReconnectDelay longest pause between two attempts
 */
public record BrokerSettings(
    String name,
    URI url,
    Optional<String> username,
    Optional<String> password,
    Optional<String> clientId,
    TlsSettings tls,
    List<String> replyTopics,
    boolean leadingSlash,
    int qos,
    Duration connectTimeout,
    Duration heartbeat,
    Duration maxReconnectDelay) {

  public BrokerSettings {
    replyTopics = List.copyOf(replyTopics);
    replyTopics.forEach(MqttTopicFilter::of);
    require(Scheme.of(url).isPresent(), "url", name, "must begin with tcp:, ssl:, ws: or wss:");
    require(
        url.getHost() != null, "url", name, "must name a host, as in ssl://broker.example:8883");
    require(url.getRawUserInfo() == null, "url", name, "must not hold a user or a password");
    require(qos == 0 || qos == 1, "qos", name, "must be 0 or 1");
    require(connectTimeout.toMillis() > 0, "connect-timeout", name, "must be longer than 0s");
    require(heartbeat.toMillis() > 0, "heartbeat", name, "must be longer than 0s");
    require(
        maxReconnectDelay.toMillis() > 0, "max-reconnect-delay", name, "must be longer than 0s");
  }

  /** What is said where somebody names a broker that there is not. */
  public static String missing(String name) {
    return "there is no broker [%s]: nice.broker.%s.url is not set".formatted(name, name);
  }

  /** Whether a broker could be asked for it (MQTT 5 section 4.7). */
  public static boolean isTopicFilter(String text) {
    try {
      MqttTopicFilter unused = MqttTopicFilter.of(text);
      return true;
    } catch (IllegalArgumentException no) {
      return false;
    }
  }

  private static void require(boolean holds, String key, String name, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("nice.broker." + name + "." + key + " " + rule);
    }
  }

  private enum Scheme {
    TCP(1883),
    SSL(8883),
    WS(80),
    WSS(443);

    private final int port;

    Scheme(int port) {
      this.port = port;
    }

    static Optional<Scheme> of(URI url) {
      for (Scheme scheme : values()) {
        if (scheme.name().equalsIgnoreCase(url.getScheme())) {
          return Optional.of(scheme);
        }
      }
      return Optional.empty();
    }
  }

  private Scheme scheme() {
    return Scheme.of(url).orElseThrow();
  }

  boolean overTls() {
    return scheme() == Scheme.SSL || scheme() == Scheme.WSS;
  }

  boolean overWebSocket() {
    return scheme() == Scheme.WS || scheme() == Scheme.WSS;
  }

  String host() {
    String host = url.getHost();
    // An IPv6 address comes in brackets, which only belong to the URL (RFC 3986 section 3.2.2).
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  int port() {
    return url.getPort() < 0 ? scheme().port : url.getPort();
  }

  /** Scheme, host and port: what may stand in a log. A path or query may hold a secret. */
  String address() {
    return url.getScheme() + "://" + url.getHost() + ":" + port();
  }

  @Override
  public String toString() {
    return "BrokerSettings[" + name + " " + address() + "]";
  }
}
