package io.nicebridge;

import java.util.Map;

/** A bean that a route file declares: a table, mostly. */
public record Bean(Place place, String name, String type, Map<String, Property> properties) {
  public Bean {
    properties = Map.copyOf(properties);
  }

  /**
   * A property's value.
   *
   * @param firstLine of the file, where the first line of the value stands: in a block of text that
   *     is the line below the key
   */
  public record Property(String value, String file, int firstLine) {
    /**
     * Where a line of the value stands.
     *
     * @param line from 1, within the value
     */
    public Place lineAt(int line) {
      return new Place(file, firstLine + line - 1);
    }
  }
}
