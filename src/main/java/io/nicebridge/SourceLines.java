package io.nicebridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Finds the line that an operator has to change, where Camel knows only about where it is.
 *
 * @param home the bridge's folder
 */
record SourceLines(Path home) {
  /**
   * The first line that holds a text, and is more than a comment.
   *
   * @param file from the bridge's folder
   * @param from the first line looked at, from 1
   */
  OptionalInt find(String file, int from, String text) {
    List<String> lines = lines(file);
    return IntStream.range(Math.max(0, from - 1), lines.size())
        .filter(i -> lines.get(i).contains(text) && !lines.get(i).strip().startsWith("#"))
        .map(i -> i + 1)
        .findFirst();
  }

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(home.resolve(file));
    } catch (IOException e) {
      return List.of();
    }
  }
}
