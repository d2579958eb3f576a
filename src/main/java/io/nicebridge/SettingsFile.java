package io.nicebridge;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A file of settings in the form of {@link Properties}, that still knows which line said what. It
 * is read as UTF-8; of two lines with one key the later counts, as everywhere in Java: settings of
 * a place are appended to the shipped ones.
 *
 * @param values with white space around them taken off
 */
record SettingsFile(Map<String, Setting> values, List<Fault> faults) {
  /** A value and the place that said so. */
  record Setting(String text, Place place) {
    /** Nobody prints a setting by accident: it may be a secret. */
    @Override
    public String toString() {
      return "[" + place + "]";
    }
  }

  static SettingsFile read(String name, InputStream content) throws IOException {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(content.readAllBytes()))
              .toString();
    } catch (CharacterCodingException e) {
      return new SettingsFile(Map.of(), List.of(new Fault(name, 0, "the file must be UTF-8")));
    }
    return parse(name, text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  static SettingsFile parse(String name, String text) {
    Map<String, Setting> values = new LinkedHashMap<>();
    List<Fault> faults = new ArrayList<>();
    List<String> lines = text.lines().toList();
    int next = 0;
    while (next < lines.size()) {
      Place place = new Place(name, next + 1);
      StringBuilder logical = new StringBuilder(lines.get(next));
      boolean comment = isComment(lines.get(next));
      while (!comment && goesOn(lines.get(next)) && next + 1 < lines.size()) {
        next++;
        logical.append('\n').append(lines.get(next));
      }
      next++;
      // To Java a backslash before the end of a line is another thing than one at the file's end.
      if (next < lines.size() || text.endsWith("\n")) {
        logical.append('\n');
      }
      read(logical.toString(), place, values, faults);
    }
    return new SettingsFile(values, faults);
  }

  private static void read(
      String logical, Place place, Map<String, Setting> values, List<Fault> faults) {
    Properties one = new Properties();
    try {
      one.load(new StringReader(logical));
    } catch (IllegalArgumentException e) {
      faults.add(Fault.at(place, "a \\u must be followed by four hexadecimal digits"));
    } catch (IOException e) {
      throw new IllegalStateException("a string is always there to read", e);
    }
    one.forEach((key, value) -> values.put(key + "", new Setting((value + "").strip(), place)));
  }

  /** Only where a line begins anew: below a backslash, # is like any letter. */
  private static boolean isComment(String line) {
    String start = line.stripLeading();
    return start.startsWith("#") || start.startsWith("!");
  }

  /** An odd number of backslashes at the end: the next line belongs to this one. */
  private static boolean goesOn(String line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }
}
