package io.nicebridge.step;

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
