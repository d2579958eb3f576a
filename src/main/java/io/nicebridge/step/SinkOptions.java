package io.nicebridge.step;

import io.nicebridge.sink.RetryPolicy;
import io.nicebridge.sink.SinkOrder;
import io.nicebridge.sink.SinkPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The options of a {@code sink:} address, and what they are when they are left out. */
public final class SinkOptions {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  /** Every option that there is. */
  public static final Set<String> NAMES =
      Set.of(
          "order",
          "atOnce",
          "attempts",
          "patience",
          "timeout",
          "delay",
          "multiplier",
          "maxDelay",
          "expiry");

  private final Function<String, @Nullable Object> option;

  private SinkOptions(Function<String, @Nullable Object> option) {
    this.option = option;
  }

  /** Takes the options that it knows out of the parameters. */
  static SinkPlan take(String name, Map<String, Object> parameters) {
    return new SinkOptions(parameters::remove).plan(name);
  }

  /**
   * What is wrong with an address; empty when nothing is. Options whose value is made up when the
   * route starts cannot be judged.
   */
  public static List<String> faults(String name, Map<String, String> options) {
    Map<String, String> judged = new HashMap<>(options);
    judged.values().removeIf(value -> value.contains("{{"));
    List<String> faults = new ArrayList<>();
    try {
      var unused = new SinkOptions(judged::get).plan(name);
    } catch (IllegalArgumentException bad) {
      faults.add(String.valueOf(bad.getMessage()));
    }
    return faults;
  }

  private SinkPlan plan(String name) {
    return new SinkPlan(
        name,
        order(text("order", "camera")),
        number("atOnce", 8),
        new RetryPolicy(
            number("attempts", 0),
            unlessOff("patience", "12h"),
            duration("delay", "1s"),
            number("multiplier", 2),
            duration("maxDelay", "5m")),
        duration("timeout", "1m"),
        unlessOff("expiry", "off"));
  }

  private Optional<Duration> unlessOff(String name, String otherwise) {
    return text(name, otherwise).equals("off")
        ? Optional.empty()
        : Optional.of(duration(name, otherwise));
  }

  private String text(String name, String otherwise) {
    Object value = option.apply(name);
    return value == null ? otherwise : value.toString();
  }

  private static SinkOrder order(String text) {
    for (SinkOrder order : SinkOrder.values()) {
      if (order.name().toLowerCase(Locale.ROOT).equals(text)) {
        return order;
      }
    }
    throw bad("order", text, "be camera, recording or none");
  }

  private int number(String name, int otherwise) {
    String text = text(name, Integer.toString(otherwise));
    if (!text.matches("[0-9]{1,9}")) {
      throw bad(name, text, "be a whole number");
    }
    return Integer.parseInt(text);
  }

  private Duration duration(String name, String otherwise) {
    String text = text(name, otherwise);
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw bad(name, text, "be a duration with its unit: 500ms, 10s, 5m or 2h");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  private static IllegalArgumentException bad(String name, String was, String rule) {
    return new IllegalArgumentException(
        "the option %s [%s] of a sink must %s".formatted(name, was, rule));
  }
}
