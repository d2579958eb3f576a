package io.nicebridge.step;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The option {@code topics} of an address: MQTT topic filters, apart by commas. On the way through
 * an address Camel makes a blank of each {@code +}; a level that is one blank was one.
 */
public final class TopicList {
  private static final Pattern BLANK_LEVEL = Pattern.compile("(?<=^|/) (?=/|$)");

  private TopicList() {}

  /** Each of them, as it is meant. */
  public static List<String> of(String text) {
    return List.of(text.split(",", -1)).stream()
        .map(filter -> BLANK_LEVEL.matcher(filter).replaceAll("+"))
        .toList();
  }
}
