package io.nicebridge;

import io.micrometer.core.instrument.MeterRegistry;
import io.nicebridge.database.DatabaseSettings;
import io.nicebridge.database.Databases;
import io.nicebridge.file.FileSinks;
import io.nicebridge.http.WebhookClient;
import io.nicebridge.journal.Journal;
import io.nicebridge.journal.JournalServers;
import io.nicebridge.journal.JournalSettings;
import io.nicebridge.kafka.KafkaCluster;
import io.nicebridge.kafka.KafkaSettings;
import io.vertx.ext.web.client.WebClientOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From settings to what keeps data and hands it over: journal, files, webhooks, clusters. */
final class DataWiring {
  private static final Logger LOG = LoggerFactory.getLogger(DataWiring.class);

  private final Path home;
  private final Settings settings;
  private final Clock clock;

  DataWiring(Path home, Settings settings, Clock clock) {
    this.home = home;
    this.settings = settings;
    this.clock = clock;
  }

  /** True where there is a journal already, which may hold what no sink has yet. */
  boolean hasJournal() {
    return journalUrl().isPresent() || Journal.isIn(journalSettings().folder());
  }

  private Optional<String> journalUrl() {
    return settings.text("nice.journal.url");
  }

  FileSinks files() {
    return new FileSinks(home, clock);
  }

  Journal journal() {
    if (journalUrl().isEmpty()) {
      return Journal.open(journalSettings());
    }
    if (Journal.isIn(journalSettings().folder())) {
      LOG.warn(
          "what is in the folder {} is not looked at: a start without nice.journal.url hands it on",
          journalSettings().folder());
    }
    return Journal.open(journalServers(journalUrl().get()));
  }

  private JournalServers journalServers(String url) {
    return new JournalServers(
        url,
        settings.required("nice.journal.prefix"),
        settings.text("nice.journal.username"),
        settings.secret("nice.journal.password"),
        settings.path("nice.journal.trust-store").map(home::resolve),
        settings.secret("nice.journal.trust-store-password"),
        settings.count("nice.journal.max-pending"),
        settings.size("nice.journal.max-pending-bytes"),
        settings.count("nice.journal.remembered-ids"));
  }

  private JournalSettings journalSettings() {
    return new JournalSettings(
        home.resolve(settings.path("nice.journal.folder").orElseThrow()),
        settings.size("nice.journal.max-disk"),
        settings.size("nice.journal.min-disk-free"),
        settings.size("nice.journal.memory"),
        settings.count("nice.journal.max-pending"),
        settings.size("nice.journal.max-pending-bytes"),
        settings.count("nice.journal.remembered-ids"));
  }

  /** How webhooks are called: TLS as for devices behind HTTPS, and no redirect is followed. */
  WebClientOptions webhooks() {
    return WebhookClient.options(
        settings.path("nice.webhook.trust-store"),
        settings.secret("nice.webhook.trust-store-password"),
        settings.duration("nice.webapi.connect-timeout"));
  }

  Databases databases(MeterRegistry meters) {
    return new Databases(
        settings.members(Family.DATABASE).stream().map(this::database).toList(), meters);
  }

  private DatabaseSettings database(String name) {
    UnaryOperator<String> key = field -> Family.DATABASE.key(name, field);
    return new DatabaseSettings(
        name,
        settings.required(key.apply("url")),
        settings.text(key.apply("username")),
        settings.secret(key.apply("password")),
        settings.count(key.apply("connections")),
        settings.duration(key.apply("connect-timeout")),
        settings.duration(key.apply("timeout")));
  }

  /** What routes call it by: {@code dataSource=#database-<name>}. */
  static String databaseBean(String name) {
    return "database-" + name;
  }

  /** Kafka clusters by the names of the settings; none is asked before a sink needs it. */
  Map<String, KafkaCluster> kafka() {
    return settings.members(Family.KAFKA).stream()
        .collect(Collectors.toMap(name -> name, name -> new KafkaCluster(kafka(name))));
  }

  private KafkaSettings kafka(String name) {
    UnaryOperator<String> key = field -> Family.KAFKA.key(name, field);
    return new KafkaSettings(
        name,
        settings.required(key.apply("url")),
        settings.text(key.apply("username")),
        settings.secret(key.apply("password")),
        settings.required(key.apply("mechanism")),
        store(key.apply("trust-store")),
        store(key.apply("key-store")),
        settings.duration(key.apply("connect-timeout")),
        settings.duration(key.apply("timeout")));
  }

  private KafkaSettings.Store store(String key) {
    return new KafkaSettings.Store(settings.path(key), settings.secret(key + "-password"));
  }

  /** What routes call it by: {@code kafkaClientFactory=#kafka-<name>}. */
  static String kafkaBean(String name) {
    return "kafka-" + name;
  }

  Set<String> databaseBeans() {
    return settings.members(Family.DATABASE).stream()
        .map(DataWiring::databaseBean)
        .collect(Collectors.toSet());
  }
}
