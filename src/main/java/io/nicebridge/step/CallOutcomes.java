package io.nicebridge.step;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;

/**
 * What a device's answer means to a system that knows no NICE statuses: the table of {@code
 * routes/call-device.camel.yaml}. A row is ReplyStatusCode, ReplyErrorCode (each a number or {@code
 * *}) and a word; the first row that fits wins, and the last one fits everything.
 */
public final class CallOutcomes {
  /** The bean's name in the route files. */
  public static final String NAME = "call-outcomes";

  private static final String ANY = "*";

  private record Line(String status, String code, String word) {
    boolean fits(int replyStatus, long replyCode) {
      return fits(status, replyStatus) && fits(code, replyCode);
    }

    private static boolean fits(String column, long number) {
      return column.equals(ANY) || column.equals(Long.toString(number));
    }
  }

  private List<Line> lines = List.of();

  static CallOutcomes of(CamelContext context) {
    CallOutcomes bean = context.getRegistry().lookupByNameAndType(NAME, CallOutcomes.class);
    if (bean == null) {
      throw new IllegalStateException("no route file declares the bean " + NAME);
    }
    return bean;
  }

  /** The whole table, as the route file holds it. */
  public void setTable(String table) {
    List<Line> read = new ArrayList<>();
    for (Table.Row row : Table.rows(table)) {
      if (!read.isEmpty() && fitsAll(read.get(read.size() - 1))) {
        throw new Table.BadRow(row, "no answer comes so far: the line before fits everything");
      }
      read.add(line(row));
    }
    if (read.isEmpty() || !fitsAll(read.get(read.size() - 1))) {
      throw new IllegalArgumentException("the last line of the table must be: * * <word>");
    }
    lines = List.copyOf(read);
  }

  private static Line line(Table.Row row) {
    List<String> columns = row.columns();
    if (columns.size() != 3
        || !columns.get(0).matches("[0-9]{1,3}|\\*")
        || !columns.get(1).matches("[0-9]{1,18}|\\*")
        || !columns.get(2).matches("[a-z][a-z-]*")) {
      throw new Table.BadRow(
          row, "a line must be: ReplyStatusCode or *, ReplyErrorCode or *, a word like-this");
    }
    return new Line(columns.get(0), columns.get(1), columns.get(2));
  }

  private static boolean fitsAll(Line line) {
    return line.status().equals(ANY) && line.code().equals(ANY);
  }

  String word(int status, long code) {
    return lines.stream()
        .filter(line -> line.fits(status, code))
        .findFirst()
        .map(Line::word)
        .orElseThrow(() -> new IllegalStateException("the bean " + NAME + " has no table"));
  }
}
