package io.nicebridge;

import io.nicebridge.database.DatabaseSettings;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import io.nicebridge.journal.JournalServers;
import io.nicebridge.kafka.KafkaSettings;
import io.nicebridge.mqtt.BrokerSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the text of a setting must look like, and how it is read. A reader that cannot read throws
 * an {@link IllegalArgumentException} whose message goes on where "the key [value]" ends.
 */
record Form<T>(Function<String, T> reader) {
  /** For whoever sends 5000 and means five seconds: no number without its unit. */
  private static final Pattern DURATION_TEXT = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  /** Beyond it clocks that count nanoseconds run over, and nobody means it. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private static final Pattern SIZE_TEXT = Pattern.compile("([0-9]{1,9})(B|kB|MB|GB)");
  private static final Pattern RATE_TEXT = Pattern.compile("([1-9][0-9]{0,8})(/s)?");
  private static final Pattern BARE_NUMBER = Pattern.compile("[0-9]+");

  static final Form<String> TEXT = new Form<>(text -> must(!text.isEmpty(), text, "not be empty"));

  /** Read like {@link #TEXT}, and never shown. */
  static final Form<String> SECRET =
      new Form<>(text -> must(!text.isEmpty(), text, "not be empty"));

  /** Zero is one, too: no skew at all. */
  static final Form<Duration> DURATION = new Form<>(Form::duration);

  static final Form<Duration> WAIT =
      new Form<>(
          text -> {
            Duration duration = duration(text);
            return must(!duration.isZero(), duration, "be longer than nothing");
          });

  /** Bytes. 1 kB is 1024 bytes, 1 MB is 1024 kB. */
  static final Form<Long> SIZE = new Form<>(Form::size);

  /** Bytes, and not fewer than these. */
  static Form<Long> sizeFrom(String least) {
    return new Form<>(
        text -> {
          long size = size(text);
          return must(size >= size(least), size, "be at least " + least);
        });
  }

  /** Requests a second. */
  static final Form<Integer> RATE =
      new Form<>(
          text -> {
            Matcher matcher = RATE_TEXT.matcher(text);
            must(matcher.matches(), text, "be requests a second, such as 50/s, or off");
            return Integer.parseInt(matcher.group(1));
          });

  static final Form<Boolean> SWITCH = oneOf("on", "off").map("on"::equals);

  static final Form<Path> FILE = new Form<>(Form::file);

  /** Made when it is not there. */
  static final Form<Path> FOLDER = new Form<>(text -> file(text));

  static final Form<List<Path>> FILES = listOf(FILE);

  static final Form<List<String>> LIST = listOf(TEXT);

  static final Form<List<String>> TOPIC_FILTERS =
      listOf(
          new Form<>(
              text ->
                  must(
                      BrokerSettings.isTopicFilter(text),
                      text,
                      "be an MQTT topic filter, with + and # as whole levels and # last")));

  /** A file, or what can be fetched over TLS; never over plain HTTP. */
  static final Form<URI> FILE_OR_HTTPS =
      new Form<>(
          text -> {
            String rule = "be a file: or an https: address";
            URI uri = uri(text, rule);
            boolean file = "file".equals(uri.getScheme());
            boolean https = "https".equals(uri.getScheme()) && uri.getHost() != null;
            must(file || https, text, rule);
            return must(uri.getUserInfo() == null, uri, "not hold a user or a password");
          });

  /** An address that is asked over TLS only. */
  static final Form<URI> HTTPS =
      new Form<>(
          text -> {
            String rule = "be an https: address";
            URI uri = uri(text, rule);
            must("https".equals(uri.getScheme()) && uri.getHost() != null, text, rule);
            return must(uri.getUserInfo() == null, uri, "not hold a user or a password");
          });

  static final Form<URI> BROKER =
      new Form<>(
          text -> {
            String rule = "be tcp://host:1883, ssl://host:8883, ws://host/path or wss://host/path";
            URI uri = uri(text, rule);
            must(Set.of("tcp", "ssl", "ws", "wss").contains(uri.getScheme() + ""), text, rule);
            must(uri.getHost() != null, text, rule);
            must(uri.getPort() <= 65_535, text, "have a port of at most 65535");
            return must(uri.getUserInfo() == null, uri, "not hold a user: .username is for that");
          });

  /** A password in the address would stand in every log. */
  static final Form<String> DATABASE =
      new Form<>(
          text ->
              DatabaseSettings.complaint(text).map(rule -> must(false, text, rule)).orElse(text));

  static final Form<String> KAFKA =
      new Form<>(
          text -> KafkaSettings.complaint(text).map(rule -> must(false, text, rule)).orElse(text));

  static final Form<String> JOURNAL =
      new Form<>(
          text -> JournalServers.complaint(text).map(rule -> must(false, text, rule)).orElse(text));

  static final Form<String> JOURNAL_PREFIX =
      new Form<>(
          text ->
              must(
                  JournalServers.isPrefix(text),
                  text,
                  "be 1 to 64 of a-z, 0-9 and hyphens, beginning with a letter"));

  /** Without the sender's EndPointID all of them would be answered on one topic. */
  static final Form<String> RESPONSE_TOPIC =
      new Form<>(
          text -> {
            String rest = text.replaceAll("\\{(version|source|path)}", "x");
            boolean topic = rest.matches("[^{}+#$]+") && text.contains("{source}");
            return must(topic, text, "be a topic of {version}, {source} and {path}, with {source}");
          });

  /** NICE 0.9 section 4.1. */
  static final Form<String> END_POINT =
      new Form<>(
          text -> {
            try {
              return EndPointId.parse(text, Strictness.STRICT).text();
            } catch (Malformed malformed) {
              return must(false, text, "be hexadecimal digits in groups of 8-4-4-4-12");
            }
          });

  T read(String text) {
    return reader.apply(text);
  }

  <R> Form<R> map(Function<T, R> more) {
    return new Form<>(reader.andThen(more));
  }

  /** A duration of at least so many seconds. */
  static Form<Duration> secondsFrom(int least) {
    return new Form<>(
        text -> {
          Duration duration = duration(text);
          return must(duration.toSeconds() >= least, duration, "be at least %ds".formatted(least));
        });
  }

  static Form<Integer> count(int least, int most) {
    return new Form<>(
        text -> {
          String rule = "be a whole number from %d to %d".formatted(least, most);
          must(text.matches("[0-9]{1,9}"), text, rule);
          int count = Integer.parseInt(text);
          return must(count >= least && count <= most, count, rule);
        });
  }

  static Form<String> oneOf(String... words) {
    String rule = (words.length == 1 ? "be " : "be one of ") + String.join(", ", words);
    return new Form<>(text -> must(List.of(words).contains(text), text, rule));
  }

  /** Reads the values between the commas. */
  static <T> Form<List<T>> listOf(Form<T> form) {
    return new Form<>(
        text -> Stream.of(text.split(",", -1)).map(String::strip).map(form::read).toList());
  }

  /** The word {@code off}, or else what the form says. */
  static Form<Object> orOff(Form<?> form) {
    return new Form<>(text -> text.equals("off") ? text : form.read(text));
  }

  private static Duration duration(String text) {
    must(!BARE_NUMBER.matcher(text).matches(), text, "have its unit: 500ms, 10s, 5m or 2h");
    Matcher matcher = DURATION_TEXT.matcher(text);
    must(matcher.matches(), text, "be a duration such as 500ms, 10s, 5m or 2h");
    long amount = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          default -> Duration.ofHours(amount);
        };
    return must(duration.compareTo(LONGEST) <= 0, duration, "be at most a year, 8760h");
  }

  private static Long size(String text) {
    must(!BARE_NUMBER.matcher(text).matches(), text, "have its unit: 512B, 64kB or 4MB");
    Matcher matcher = SIZE_TEXT.matcher(text);
    must(matcher.matches(), text, "be a size such as 512B, 64kB or 4MB");
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "B" -> amount;
      case "kB" -> amount << 10;
      case "MB" -> amount << 20;
      default -> amount << 30;
    };
  }

  /** With or without {@code file:}; any other scheme is no file. */
  private static Path file(String text) {
    String rule = "be a file, such as file:keys/server.pem";
    String name = text.startsWith("file:") ? text.substring("file:".length()) : text;
    must(!name.isEmpty() && !name.matches("[A-Za-z]{2,}:.*"), text, rule);
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("must " + rule, e);
    }
  }

  private static URI uri(String text, String rule) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      // Without the cause: its message repeats the text, which may hold a password.
      throw new IllegalArgumentException("must " + rule);
    }
  }

  private static <V> V must(boolean holds, V value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("must " + rule);
    }
    return value;
  }
}
