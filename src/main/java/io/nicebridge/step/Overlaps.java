package io.nicebridge.step;

import io.nicebridge.id.EndPointId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which lines of the destinations decide for one another's EndPointIDs. The longest line that fits
 * wins; so a line may win for some of what it says, or for nothing.
 */
public final class Overlaps {
  private static final String DIGITS = "0123456789abcdef";
  private static final String SHAPE = EndPointId.NIL.text();

  private final Map<String, Table.Row> lines = new HashMap<>();

  private final boolean shaped;

  private Overlaps(List<Table.Row> rows) {
    rows.forEach(row -> lines.put(who(row), row));
    // What a lenient line fits has no shape that could be run through.
    shaped = rows.stream().noneMatch(row -> row.columns().contains("lenient"));
  }

  private static String who(Table.Row row) {
    return row.columns().get(0).toLowerCase(Locale.ROOT);
  }

  /**
   * A sentence about a line.
   *
   * @param shadowed that the line wins for nothing at all
   */
  public record Remark(Table.Row row, String sentence, boolean shadowed) {}

  /** In the order of the lines; nothing about the line {@code *}, which is there for the rest. */
  public static List<Remark> of(List<Table.Row> rows) {
    Overlaps overlaps = new Overlaps(rows);
    List<Remark> remarks = new ArrayList<>();
    for (Table.Row row : rows) {
      String who = who(row);
      if (who.endsWith("*")) {
        overlaps.remark(row, who.substring(0, who.length() - 1), rows).ifPresent(remarks::add);
      }
    }
    return remarks;
  }

  private Optional<Remark> remark(Table.Row row, String beginning, List<Table.Row> rows) {
    List<Table.Row> longer =
        rows.stream()
            .filter(other -> !other.equals(row) && beginning(other).startsWith(beginning))
            .toList();
    if (longer.isEmpty()) {
      return Optional.empty();
    }
    String others = longer.stream().map(Overlaps::who).collect(Collectors.joining(", "));
    if (shaped && isCovered(beginning, true)) {
      String sentence = "[%s*] never decides: all of it has longer lines".formatted(beginning);
      return Optional.of(new Remark(row, sentence, true));
    }
    if (beginning.isEmpty()) {
      return Optional.empty();
    }
    String sentence =
        "[%s*] overlaps with [%s]: the longest line decides".formatted(beginning, others);
    return Optional.of(new Remark(row, sentence, false));
  }

  private static String beginning(Table.Row row) {
    return who(row).replace("*", "");
  }

  /** Whether every EndPointID that begins so has a line; apart from the very line asked about. */
  private boolean isCovered(String beginning, boolean self) {
    if (lines.containsKey(beginning) || (!self && lines.containsKey(beginning + "*"))) {
      return true;
    }
    if (beginning.length() >= SHAPE.length()
        || lines.keySet().stream().noneMatch(who -> isLonger(who, beginning))) {
      return false;
    }
    return SHAPE.charAt(beginning.length()) == '-'
        ? isCovered(beginning + '-', false)
        : DIGITS.chars().allMatch(digit -> isCovered(beginning + (char) digit, false));
  }

  private static boolean isLonger(String who, String beginning) {
    String text = who.replace("*", "");
    return text.length() > beginning.length() && text.startsWith(beginning);
  }
}
