package io.nicebridge.journal;

import java.util.Map;

/**
 * Something that came in by an input of the routes and was no message. Facts about it, never its
 * bytes: they are a stranger's.
 *
 * @param input where it came in: the route's id
 * @param headers names as in {@link Entry}: topic, bytes, sha256 as far as they are known
 * @param reason why it is none; never quotes it
 */
public record Rejected(String input, Map<String, String> headers, String reason) {
  public Rejected {
    headers = Map.copyOf(headers);
  }

  /** Under which its dead letters are listed. No sink can have such a name. */
  public String name() {
    return Names.input(input);
  }
}
