package io.nicebridge.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Kafka cluster that sinks write to, and how.
 *
 * @param url {@code kafka://a:9092,b:9092} or, by TLS, {@code kafka+ssl://a:9093,b:9093}
 * @param username for SASL; without one nobody is asked for
 * @param mechanism of SASL
 * @param trustStore PKCS12 or PEM; empty: those whom the Java platform trusts
 * @param keyStore PKCS12, the client's own certificate
 * @param connectTimeout how long a record may wait for a cluster that nothing is known of yet
 * @param timeout how long a record may take; then it was not taken, as far as is known
 */
public record KafkaSettings(
    String name,
    String url,
    Optional<String> username,
    Optional<String> password,
    String mechanism,
    Store trustStore,
    Store keyStore,
    Duration connectTimeout,
    Duration timeout) {
  private static final String PLAIN = "kafka://";
  private static final String TLS = "kafka+ssl://";

  private static final Pattern ADDRESS =
      Pattern.compile("kafka(\\+ssl)?://[^/@,:\\s]+:[0-9]{1,5}(,[^/@,:\\s]+:[0-9]{1,5})*");

  /** Where keys or certificates lie. */
  public record Store(Optional<Path> file, Optional<String> password) {
    @Override
    public String toString() {
      return "Store[" + file + "]";
    }
  }

  /** What an address must be, if it is not. */
  public static Optional<String> complaint(String url) {
    return ADDRESS.matcher(url).matches()
        ? Optional.empty()
        : Optional.of("be kafka://host:9092 or kafka+ssl://host:9093, more hosts behind commas");
  }

  /** Whether what is sent there can be read on the way. */
  public static boolean isInTheClear(String url) {
    return url.startsWith(PLAIN);
  }

  String servers() {
    return url.substring((isInTheClear(url) ? PLAIN : TLS).length());
  }

  /** Kafka's own name for how it is connected to. */
  String protocol() {
    String transport = isInTheClear(url) ? "PLAINTEXT" : "SSL";
    return username.isPresent() ? "SASL_" + transport : transport;
  }

  @Override
  public String toString() {
    return "Kafka cluster " + name;
  }
}
