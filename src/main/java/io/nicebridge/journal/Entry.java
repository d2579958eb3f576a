package io.nicebridge.journal;

import java.util.Map;
import javax.lang.model.SourceVersion;

/**
 * What is appended: one message for every sink.
 *
 * <p>Names of headers MUST be Java identifiers (Jakarta Messaging 3.1 section 3.5.1) and MUST NOT
 * begin with {@code JMS}, {@code _AMQ} or {@code nice}.
 *
 * @param id the same for the same message however often it comes; a durable one is stored once
 * @param orderKey what has the same one keeps its order, in the journal and among the consumers of
 *     a sink
 * @param body up to 4 MB; not copied: it MUST NOT change afterwards
 * @param durable false: it is gone with the process, and no id is remembered
 */
@SuppressWarnings("ArrayRecordComponent")
public record Entry(
    String id, String orderKey, Map<String, String> headers, byte[] body, boolean durable) {
  /** Longest body in bytes. */
  public static final int MAX_BODY = 4 << 20;

  private static final int MAX_ID = 500;

  public Entry {
    headers = Map.copyOf(headers);
    require(!id.isEmpty() && id.length() <= MAX_ID, "id", id.length(), "1 to 500 characters");
    require(!orderKey.isEmpty(), "order key", 0, "at least 1 character");
    require(body.length <= MAX_BODY, "body", body.length, "at most 4 MB");
    headers.keySet().forEach(Entry::requireName);
  }

  private static void require(boolean holds, String what, int length, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(
          "the entry's %s, of length [%d], must have %s".formatted(what, length, rule));
    }
  }

  private static void requireName(String name) {
    if (!SourceVersion.isIdentifier(name)
        || name.startsWith("JMS")
        || name.startsWith("_AMQ")
        || name.startsWith("nice")) {
      throw new IllegalArgumentException(
          "the entry's header ["
              + name
              + "] must be a Java identifier that does not begin with JMS, _AMQ or nice");
    }
  }

  @Override
  public String toString() {
    return "Entry[" + id + ", " + body.length + " bytes]";
  }
}
