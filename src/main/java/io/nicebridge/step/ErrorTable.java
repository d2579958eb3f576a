package io.nicebridge.step;

import io.nicebridge.message.Refusal;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What went wrong, and the status, ReplyErrorCode and Retry-After that say so: the table of {@code
 * routes/errors.camel.yaml}, the only place where this is decided.
 */
public final class ErrorTable {
  /** The bean's name in the route files. */
  public static final String NAME = "errors";

  /** What NICE 0.9 section 7.3 lists, as far as it reports a failure. */
  private static final Set<Integer> STATUSES =
      Set.of(400, 401, 403, 404, 405, 406, 413, 415, 429, 500, 501, 503);

  /**
   * How one kind of failure is answered.
   *
   * @param retryAfter seconds after which trying again may help
   */
  public record Row(int status, int errorCode, OptionalInt retryAfter) {}

  private Map<Refusal.Kind, Row> rows = Map.of();

  /** The whole table, as the route file holds it; every kind has one row. */
  public void setTable(String table) {
    Map<Refusal.Kind, Row> read = new EnumMap<>(Refusal.Kind.class);
    List<Table.Row> lines = Table.rows(table);
    for (Table.Row line : lines) {
      if (read.put(kind(line), row(line)) != null) {
        throw new Table.BadRow(line, "[%s] has two lines".formatted(line.columns().get(0)));
      }
    }
    for (Refusal.Kind kind : Refusal.Kind.values()) {
      if (!read.containsKey(kind)) {
        throw new IllegalArgumentException("the table has no line for " + name(kind));
      }
    }
    rows = read;
  }

  static String name(Refusal.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Refusal.Kind kind(Table.Row line) {
    String name = line.columns().get(0);
    for (Refusal.Kind kind : Refusal.Kind.values()) {
      if (name(kind).equals(name)) {
        return kind;
      }
    }
    throw new Table.BadRow(line, "[%s] is nothing that can go wrong here".formatted(name));
  }

  private static Row row(Table.Row line) {
    List<String> columns = line.columns();
    if (columns.size() != 4) {
      throw new Table.BadRow(
          line, "a line must be: what went wrong, status, ReplyErrorCode, Retry-After");
    }
    int status = number(line, columns.get(1));
    if (!STATUSES.contains(status)) {
      throw new Table.BadRow(
          line, "the status [%d] must be one of NICE 0.9 section 7.3".formatted(status));
    }
    String retry = columns.get(3);
    if (!retry.equals("-") && !retry.matches("[0-9]{1,5}s")) {
      throw new Table.BadRow(
          line, "Retry-After [%s] must be seconds, such as 5s, or -".formatted(retry));
    }
    return new Row(
        status,
        number(line, columns.get(2)),
        retry.equals("-")
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(retry.substring(0, retry.length() - 1))));
  }

  private static int number(Table.Row line, String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw new Table.BadRow(line, "[%s] must be a number".formatted(text));
    }
    return Integer.parseInt(text);
  }

  Row row(Refusal.Kind kind) {
    Row row = rows.get(kind);
    if (row == null) {
      throw new IllegalStateException("no route file declares the bean " + NAME);
    }
    return row;
  }
}
