package io.nicebridge.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;

/**
 * How routes connect to a cluster of the settings: {@code kafkaClientFactory=#kafka-<name>}. What
 * is promised is not left to the route: every record is acknowledged by all replicas in sync, and
 * written once by one producer however often that sends it.
 */
public final class KafkaCluster implements KafkaClientFactory {
  /** Bytes: an event has 4 MB at most; whether the cluster takes that much, it says itself. */
  private static final int LARGEST = 5 << 20;

  /** Of one request to a broker, after which it is sent again. */
  private static final Duration REQUEST = Duration.ofSeconds(10);

  /** What is on its way when routes stop comes again. */
  private static final Duration LAST_RECORDS = Duration.ofSeconds(2);

  private final KafkaSettings settings;

  public KafkaCluster(KafkaSettings settings) {
    this.settings = settings;
  }

  @Override
  public Producer<?, ?> getProducer(Properties route) {
    Properties all = new Properties();
    all.putAll(route);
    all.putAll(connection());
    long timeout = settings.timeout().toMillis();
    all.put("acks", "all");
    all.put("enable.idempotence", "true");
    all.put("max.in.flight.requests.per.connection", "5");
    all.put("max.block.ms", Long.toString(settings.connectTimeout().toMillis()));
    all.put("request.timeout.ms", Long.toString(Math.min(timeout, REQUEST.toMillis())));
    all.put("delivery.timeout.ms", Long.toString(timeout));
    all.put("linger.ms", "0");
    all.put("max.request.size", Integer.toString(LARGEST));
    return new Closing<>(all);
  }

  @Override
  public Consumer<?, ?> getConsumer(Properties route) {
    Properties all = new Properties();
    all.putAll(route);
    all.putAll(connection());
    return new KafkaConsumer<>(all);
  }

  @Override
  public String getBrokers(KafkaConfiguration configuration) {
    return settings.servers();
  }

  /** Camel would wait for records that a cluster which is away will not take. */
  private static final class Closing<K, V> extends KafkaProducer<K, V> {
    Closing(Properties properties) {
      super(properties);
    }

    @Override
    public void close() {
      close(LAST_RECORDS);
    }
  }

  private Properties connection() {
    Properties connection = new Properties();
    connection.put("bootstrap.servers", settings.servers());
    connection.put("security.protocol", settings.protocol());
    // Nothing of the bridge is told to the cluster, and nothing is shown by JMX.
    connection.put("enable.metrics.push", "false");
    connection.put("auto.include.jmx.reporter", "false");
    store(connection, "ssl.truststore.", settings.trustStore());
    store(connection, "ssl.keystore.", settings.keyStore());
    settings
        .username()
        .ifPresent(
            username -> {
              connection.put("sasl.mechanism", settings.mechanism());
              connection.put("sasl.jaas.config", login(username));
            });
    return connection;
  }

  private static void store(Properties connection, String prefix, KafkaSettings.Store store) {
    store
        .file()
        .ifPresent(
            file -> {
              boolean pem = isPem(file);
              connection.put(prefix + "location", file.toString());
              connection.put(prefix + "type", pem ? "PEM" : "PKCS12");
              if (!pem) {
                connection.put(prefix + "password", store.password().orElse(""));
              }
            });
  }

  private static boolean isPem(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains("-----BEGIN");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String login(String username) {
    String module =
        settings.mechanism().equals("PLAIN")
            ? "org.apache.kafka.common.security.plain.PlainLoginModule"
            : "org.apache.kafka.common.security.scram.ScramLoginModule";
    return "%s required username=\"%s\" password=\"%s\";"
        .formatted(module, quoted(username), quoted(settings.password().orElse("")));
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
