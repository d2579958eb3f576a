package io.nicebridge;

import io.micrometer.core.instrument.MeterRegistry;
import io.nicebridge.broker.SiteBroker;
import io.nicebridge.broker.SiteBroker.Entrance;
import io.nicebridge.broker.SiteBrokerSettings;
import io.nicebridge.http.TlsSettings;
import io.nicebridge.id.EndPointId;
import io.nicebridge.mqtt.BrokerListener;
import io.nicebridge.mqtt.BrokerSettings;
import io.nicebridge.mqtt.Brokers;
import io.nicebridge.mqtt.DataTopics;
import io.nicebridge.mqtt.Lanes;
import io.nicebridge.token.Tokens;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** From settings to MQTT brokers: connections with others, and the one in this process. */
final class BrokerWiring {
  /** The broker that is this process's own where it has one. */
  static final String MAIN = "main";

  private final Path home;
  private final Settings settings;
  private final EndPointId self;
  private final Clock clock;

  BrokerWiring(Path home, Settings settings, EndPointId self, Clock clock) {
    this.home = home;
    this.settings = settings;
    this.self = self;
    this.clock = clock;
  }

  /** Opened, where the settings want one. */
  Optional<SiteBroker> siteBroker(SSLContext tls, Tokens tokens, MeterRegistry meters) {
    return isEmbedded(settings)
        ? Optional.of(
            SiteBroker.open(
                siteBroker(), tls, tokens, BrokerSettings::isTopicFilter, meters, clock))
        : Optional.empty();
  }

  static boolean isEmbedded(Settings settings) {
    // What is neither on nor off has been said.
    return settings.text("nice.embedded-broker.enabled").filter("on"::equals).isPresent();
  }

  private SiteBrokerSettings siteBroker() {
    Set<String> own =
        Stream.concat(Stream.of(self.text()), settings.text("nice.token.audience").stream())
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    return new SiteBrokerSettings(
        settings.required("nice.embedded-broker.host"),
        settings.count("nice.embedded-broker.port"),
        TlsSettings.PROTOCOLS,
        TlsSettings.SUITES,
        home.resolve(settings.path("nice.embedded-broker.folder").orElseThrow()),
        settings.path("nice.embedded-broker.users"),
        settings.list("nice.embedded-broker.devices-write"),
        settings.count("nice.embedded-broker.max-connections"),
        settings.size("nice.embedded-broker.max-message"),
        settings.count("nice.embedded-broker.max-waiting"),
        settings.size("nice.embedded-broker.max-disk"),
        settings.size("nice.embedded-broker.min-disk-free"),
        settings.size("nice.embedded-broker.memory"),
        self,
        own,
        settings.required("nice.token.permissions").equals("required"));
  }

  private List<BrokerSettings> all(Optional<Entrance> own) {
    return settings.brokerNames().stream()
        .map(
            name ->
                own.filter(entrance -> name.equals(MAIN))
                    .map(entrance -> embedded(settings, entrance))
                    .orElseGet(() -> one(settings, name)))
        .toList();
  }

  /**
   * @param own how the broker main is reached where it is in this process
   */
  Brokers brokers(Optional<Entrance> own, MeterRegistry meters) {
    return new Brokers(
        all(own),
        self,
        settings.count("nice.http.max-in-flight"),
        new DataTopics.Limits(
            self, settings.duration("nice.data.session"), settings.count("nice.data.max-in-hand")),
        meters,
        BrokerListener.NONE);
  }

  Lanes lanes(Optional<Entrance> own) {
    return new Lanes(all(own), self, settings.duration("nice.signaling.ttl"));
  }

  /** Whether the bridge is not ready while this broker is away. */
  boolean isRequired(String broker) {
    return settings.on(Settings.brokerKey(broker, "required"));
  }

  /** By its address in the settings. */
  static BrokerSettings one(Settings settings, String name) {
    return of(
        settings,
        name,
        URI.create(settings.broker(name, "url").orElseThrow()),
        settings.broker(name, "username"),
        settings.secret(Settings.brokerKey(name, "password")));
  }

  private static BrokerSettings embedded(Settings settings, Entrance own) {
    return of(settings, MAIN, own.url(), Optional.of(own.user()), Optional.of(own.password()));
  }

  private static BrokerSettings of(
      Settings settings,
      String name,
      URI url,
      Optional<String> username,
      Optional<String> password) {
    return new BrokerSettings(
        name,
        url,
        username,
        password,
        settings.broker(name, "client-id"),
        new io.nicebridge.mqtt.TlsSettings(
            settings.path(Settings.brokerKey(name, "trust-store")),
            settings.secret(Settings.brokerKey(name, "trust-store-password")),
            settings.path(Settings.brokerKey(name, "key-store")),
            settings.secret(Settings.brokerKey(name, "key-store-password"))),
        settings.list(Settings.brokerKey(name, "reply-topics")),
        settings.on(Settings.brokerKey(name, "leading-slash")),
        settings.count("nice.control.qos"),
        settings.duration(Settings.brokerKey(name, "connect-timeout")),
        settings.duration(Settings.brokerKey(name, "heartbeat")),
        settings.duration(Settings.brokerKey(name, "max-reconnect-delay")));
  }
}
