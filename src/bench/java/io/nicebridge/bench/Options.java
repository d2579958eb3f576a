package io.nicebridge.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What to measure: the profile's {@code -Dbench.*}, read.
 *
 * @param distribution the folder that {@code mvn package} makes
 * @param folder to work in, and for the results
 * @param warmup of each target, before the first round
 * @param connections callers at once, a step for each
 * @param delays how long the devices take, a step for each
 * @param rates requests a second of the open-loop steps; may be empty
 * @param devices how many for each delay
 * @param jvm options of the bridge's java, and of the echo's
 */
public record Options(
    Path distribution,
    Path peerSources,
    Path folder,
    int rounds,
    Duration seconds,
    Duration warmup,
    List<Integer> connections,
    List<Duration> delays,
    List<Integer> rates,
    Set<String> peers,
    int devices,
    List<String> jvm,
    Relay relay,
    Fanout fanout,
    Part jmh) {

  /** Whether a part of the benchmark runs, too, or alone. */
  public enum Part {
    YES,
    NO,
    ONLY
  }

  /**
   * What of the signalling relay.
   *
   * @param sessions pairs of peers, a step for each
   * @param window messages under way at once, all sessions together
   */
  public record Relay(Part part, List<Integer> sessions, int window) {}

  /**
   * What of the fan-out.
   *
   * @param sinks how many, a step for each
   * @param window events under way at once
   * @param rate events a second where a sink dies, and over the minutes
   * @param minutes how long memory is watched; 0 leaves it out
   */
  public record Fanout(Part part, List<Integer> sinks, int window, int rate, int minutes) {}

  /** Whether requests by HTTPS are measured: not when another part runs alone. */
  boolean requests() {
    return Stream.of(jmh, relay.part(), fanout.part()).noneMatch(Part.ONLY::equals);
  }

  /** Whether this part runs. */
  boolean runs(Part part) {
    return part == Part.ONLY || (part == Part.YES && requests());
  }

  /** What may be measured beside the bridge. */
  public static final List<String> PEERS = List.of("floor", "echo", "fastify", "node-red");

  /**
   * Reads {@code name=value} words.
   *
   * @throws IllegalArgumentException one sentence that names the parameter
   */
  public static Options parse(String... words) {
    Map<String, String> given = new HashMap<>();
    for (String word : words) {
      String[] parts = word.split("=", 2);
      given.put(parts[0], parts.length > 1 ? parts[1].strip() : "");
    }
    return new Options(
        Path.of(given.getOrDefault("distribution", "")),
        Path.of(given.getOrDefault("peer-sources", "")),
        Path.of(given.getOrDefault("folder", "")),
        number("rounds", given.get("rounds"), 1),
        Duration.ofSeconds(number("seconds", given.get("seconds"), 1)),
        Duration.ofSeconds(number("warmup", given.get("warmup"), 0)),
        list(given, "connections", each -> number("connections", each, 1)),
        list(given, "delays", each -> Duration.ofMillis(number("delays", each, 0))),
        list(given, "rates", each -> number("rates", each, 1)),
        Set.copyOf(list(given, "peers", Options::peer)),
        number("devices", given.get("devices"), 1),
        words(given.getOrDefault("jvm", "")).toList(),
        new Relay(
            part("relay", given),
            list(given, "relay-sessions", each -> number("relay-sessions", each, 1)),
            number("relay-window", given.get("relay-window"), 1)),
        new Fanout(
            part("fanout", given),
            list(given, "fanout-sinks", each -> number("fanout-sinks", each, 1)),
            number("fanout-window", given.get("fanout-window"), 1),
            number("fanout-rate", given.get("fanout-rate"), 1),
            number("fanout-minutes", given.get("fanout-minutes"), 0)),
        part("jmh", given));
  }

  private static <T> List<T> list(
      Map<String, String> given, String name, Function<String, T> read) {
    String text = given.getOrDefault(name, "none");
    return text.equals("none")
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(String::strip).map(read).toList();
  }

  private static Stream<String> words(String text) {
    return Arrays.stream(text.split(" ", -1)).filter(word -> !word.isBlank());
  }

  private static int number(String name, String text, int least) {
    if (text == null || !text.matches("\\d{1,9}") || Integer.parseInt(text) < least) {
      throw new IllegalArgumentException(
          "bench.%s [%s] must be a whole number from %d on".formatted(name, text, least));
    }
    return Integer.parseInt(text);
  }

  private static String peer(String name) {
    if (!PEERS.contains(name)) {
      throw new IllegalArgumentException(
          "bench.peers [%s] must be none or some of %s".formatted(name, PEERS));
    }
    return name;
  }

  private static Part part(String name, Map<String, String> given) {
    String text = given.getOrDefault(name, "");
    return Arrays.stream(Part.values())
        .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "bench.%s [%s] must be yes, no or only".formatted(name, text)));
  }
}
