package io.nicebridge.vms;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Messages that are none: broken, of the wrong types, not UTF-8, deep, long. */
final class Hostile {
  private Hostile() {}

  /** None of them may be taken for a good one; half a hundred, the longest some kilobytes. */
  static List<byte[]> messages(String good) {
    List<String> texts =
        new ArrayList<>(
            List.of(
                "",
                " ",
                "null",
                "true",
                "7",
                "\"text\"",
                "[]",
                "{}",
                "{\"type\":\"new\"}",
                "{\"after\":{}}",
                "{\"type\":7,\"after\":{\"id\":\"a\"}}",
                "{\"type\":\"new\",\"after\":[1,2,3]}",
                "{\"type\":\"new\",\"after\":\"text\"}",
                good + "}",
                good.substring(0, good.length() - 1),
                good.replace("\"new\"", "\"other\""),
                good.replace("\"new\"", "null"),
                good.replace("\"id\"", "\"idd\""),
                good.replace("\"camera\"", "\"cam\""),
                good.replace("\"start_time\"", "\"start\""),
                good.replace("\"start_time\":1767608130.25", "\"start_time\":\"soon\""),
                good.replace("\"start_time\":1767608130.25", "\"start_time\":-1"),
                good.replace("\"start_time\":1767608130.25", "\"start_time\":1e300"),
                good.replace("\"start_time\":1767608130.25", "\"start_time\":1e999999999"),
                good.replace("\"id\":\"h-1\"", "\"id\":\"../../x\""),
                good.replace("\"id\":\"h-1\"", "\"id\":\"\""),
                good.replace("\"id\":\"h-1\"", "\"id\":{}"),
                good.replace("\"id\":\"h-1\"", "\"id\":\"" + "x".repeat(5000) + "\""),
                good.replace("\"label\":\"person\"", "\"label\":[\"person\"]"),
                "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>",
                "[".repeat(2000),
                "{\"a\":".repeat(2000)));
    List<byte[]> messages = new ArrayList<>();
    texts.forEach(text -> messages.add(text.getBytes(StandardCharsets.UTF_8)));
    messages.add(good.getBytes(StandardCharsets.UTF_16));
    messages.add(good.getBytes(StandardCharsets.UTF_16LE));
    messages.add(new byte[] {(byte) 0xff, (byte) 0xfe, '{', '}'});
    messages.add(good.replace("person", "p\u00e9rson").getBytes(StandardCharsets.ISO_8859_1));
    messages.add(new byte[] {0, 1, 2, 3});
    return messages;
  }
}
