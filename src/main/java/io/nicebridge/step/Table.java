package io.nicebridge.step;

import io.nicebridge.id.EndPointIdPattern;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import java.util.ArrayList;
import java.util.List;

/**
 * The small tables that stand in route files as a block of text: one row a line, columns apart by
 * spaces, {@code #} begins a comment.
 */
public final class Table {
  /**
   * What stands in one line.
   *
   * @param line from 1, within the block
   */
  public record Row(int line, List<String> columns) {
    public Row {
      columns = List.copyOf(columns);
    }
  }

  /**
   * Who a column of a row is about.
   *
   * @throws BadRow when no EndPointID fits
   */
  public static EndPointIdPattern who(Row row, int column, Strictness strictness) {
    try {
      return EndPointIdPattern.parse(row.columns().get(column), strictness);
    } catch (Malformed malformed) {
      throw new BadRow(row, malformed.sentence());
    }
  }

  /** A row that says something a table must not say. */
  public static final class BadRow extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final int line;

    public BadRow(Row row, String sentence) {
      super(sentence);
      this.line = row.line();
    }

    /** From 1, within the block. */
    public int line() {
      return line;
    }
  }

  private Table() {}

  public static List<Row> rows(String text) {
    List<Row> rows = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      int comment = line.indexOf('#');
      String content = (comment < 0 ? line : line.substring(0, comment)).strip();
      if (!content.isEmpty()) {
        rows.add(new Row(number, List.of(content.split("\\s+", -1))));
      }
    }
    return rows;
  }
}
