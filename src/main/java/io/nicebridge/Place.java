package io.nicebridge;

/**
 * Where something stands.
 *
 * @param file a file from the bridge's folder, or what else holds settings: the command line, an
 *     environment variable
 * @param line from 1, or 0 when there are no lines
 */
public record Place(String file, int line) {
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line;
  }
}
