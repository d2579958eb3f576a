package io.nicebridge.broker;

import io.nicebridge.id.EndPointId;
import io.nicebridge.secret.BadLine;
import io.nicebridge.secret.HashedSecret;
import io.nicebridge.secret.SecretFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The file of users, one a line: name, {@code sha256:} and the password's hash, its EndPointID or
 * {@code -}, perhaps {@code read=} and {@code write=} with more topic filters, apart by commas. A
 * line that begins with {@code #} is a comment.
 */
public final class GuestFile {
  private static final String NOBODY = "-";
  private static final int MOST = 10_000;

  /** One user and its password's hash. */
  record Line(Guest guest, HashedSecret secret) {}

  private GuestFile() {}

  /**
   * What is wrong with the text, if anything is.
   *
   * @param isFilter whether a text is an MQTT topic filter
   * @throws BadLine the first line that is wrong
   */
  public static void check(String text, Predicate<String> isFilter) {
    Map<String, Line> unused = read(text, isFilter);
  }

  static Map<String, Line> read(String text, Predicate<String> isFilter) {
    Map<String, Line> lines = new HashMap<>();
    int number = 0;
    for (String raw : text.split("\n", -1)) {
      number++;
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Line user = line(number, line.split("\\s+", -1), isFilter);
      if (lines.put(user.guest().name(), user) != null) {
        throw new BadLine(number, "the user [%s] has two lines".formatted(user.guest().name()));
      }
      if (lines.size() > MOST) {
        throw new BadLine(number, "there must be at most %d users".formatted(MOST));
      }
    }
    return Map.copyOf(lines);
  }

  private static Line line(int number, String[] columns, Predicate<String> isFilter) {
    if (columns.length < 3 || columns.length > 5) {
      throw new BadLine(
          number,
          "a line must be: name, sha256:<hash>, EndPointID or -, perhaps read=<topic filters>,"
              + " write=<topic filters>");
    }
    String name = columns[0];
    if (!name.matches(SecretFile.NAME)) {
      throw new BadLine(
          number, "a user's name must be 1 to 64 small letters, digits, '.', '_' and '-'");
    }
    Optional<HashedSecret> secret = HashedSecret.read(columns[1]);
    if (secret.isEmpty()) {
      // Not shown: it may be a password that somebody took for its hash.
      throw new BadLine(
          number, "the password of [%s] must be sha256: and 64 digits".formatted(name));
    }
    Optional<EndPointId> endPoint = EndPointId.read(columns[2]);
    if (endPoint.isEmpty() && !columns[2].equals(NOBODY)) {
      throw new BadLine(
          number, "the third word [%s] must be an EndPointID or -".formatted(columns[2]));
    }
    if (EndPointId.read(name).isPresent() && !endPoint.equals(EndPointId.read(name))) {
      throw new BadLine(number, "the name [%s] must not be another's EndPointID".formatted(name));
    }
    List<Topic> reads = new ArrayList<>();
    List<Topic> writes = new ArrayList<>();
    for (int i = 3; i < columns.length; i++) {
      filters(number, columns[i], isFilter, reads, writes);
    }
    return new Line(new Guest(name, endPoint, true, reads, writes), secret.get());
  }

  private static void filters(
      int number,
      String option,
      Predicate<String> isFilter,
      List<Topic> reads,
      List<Topic> writes) {
    String[] parts = option.split("=", 2);
    boolean known = parts.length == 2 && (parts[0].equals("read") || parts[0].equals("write"));
    if (!known) {
      throw new BadLine(number, "the option [%s] must be read=… or write=…".formatted(option));
    }
    for (String filter : parts[1].split(",", -1)) {
      if (!isFilter.test(filter) || filter.startsWith("$")) {
        throw new BadLine(number, "[%s] in %s= must be a topic filter".formatted(filter, parts[0]));
      }
      (parts[0].equals("read") ? reads : writes).add(Topic.of(filter));
    }
  }
}
