package io.nicebridge.database;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.postgresql.Driver;

/**
 * A database that sinks write to, and how.
 *
 * @param url {@code jdbc:postgresql://host:5432/name?sslmode=verify-full}, without a password
 * @param connections at once, for all sinks that write to it; who waits for one waits no longer
 *     than for connecting
 * @param connectTimeout to connect, or to get one of the connections
 * @param timeout how long the database may be silent while it has something to do
 */
public record DatabaseSettings(
    String name,
    String url,
    Optional<String> username,
    Optional<String> password,
    int connections,
    Duration connectTimeout,
    Duration timeout) {
  private static final String PREFIX = "jdbc:postgresql://";

  /** What the settings say in lines of their own; all but the first two belong to the pool. */
  private static final Set<String> ELSEWHERE =
      Set.of("user", "password", "sockettimeout", "connecttimeout", "logintimeout");

  /** What an address must be, if it is not; the text itself is not repeated. */
  public static Optional<String> complaint(String url) {
    if (!url.startsWith(PREFIX) || url.contains("@")) {
      return Optional.of("be " + PREFIX + "host:5432/name, with options behind a question mark");
    }
    Properties read = Driver.parseURL(url, null);
    if (read == null) {
      return Optional.of("be an address that the PostgreSQL driver can read");
    }
    return options(url)
        .filter(ELSEWHERE::contains)
        .findFirst()
        .map(
            option ->
                "not say %s: username, password, connect-timeout and timeout are for that"
                    .formatted(option));
  }

  private static java.util.stream.Stream<String> options(String url) {
    int query = url.indexOf('?');
    return query < 0
        ? java.util.stream.Stream.empty()
        : java.util.stream.Stream.of(url.substring(query + 1).split("&", -1))
            .map(option -> option.replaceFirst("=.*", "").toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return "database " + name;
  }
}
