package io.nicebridge.vms;

import io.nicebridge.id.Malformed;
import io.nicebridge.mark.Box;
import io.nicebridge.mark.MarkTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What Frigate tracks, as a message on {@code frigate/events} or {@code frigate/reviews} has it
 * under {@code after}.
 *
 * @param labels one of an event, several of a review
 * @param subLabel a name or a plate; empty where it is not known
 * @param box in pixels of the detect stream
 * @see <a href="https://docs.frigate.video/integrations/mqtt">Frigate: MQTT</a>
 */
public record FrigateObject(
    Phase phase,
    String id,
    String camera,
    List<String> labels,
    String subLabel,
    OptionalDouble score,
    Set<String> zones,
    Optional<Box> box,
    Instant start,
    Optional<Instant> end,
    boolean snapshot,
    boolean clip) {
  /** What became of it: {@code type}. */
  public enum Phase {
    NEW,
    UPDATE,
    END
  }

  private static final double MILLIS = 1000;

  public FrigateObject {
    labels = List.copyOf(labels);
    zones = Set.copyOf(zones);
  }

  /**
   * Reads a message of {@code frigate/events}.
   *
   * @return empty for what Frigate itself has taken back
   * @throws Malformed when it is none
   */
  public static Optional<FrigateObject> event(Fields message) {
    Fields after = after(message);
    if (after.flag("false_positive").orElse(false)) {
      return Optional.empty();
    }
    return Optional.of(
        new FrigateObject(
            phase(message),
            id(after),
            after.must("camera"),
            List.of(after.must("label")),
            after.texts("sub_label").stream().findFirst().orElse(""),
            score(after),
            Set.copyOf(after.texts("entered_zones")),
            box(after.numbers("box")),
            start(after),
            end(after),
            after.flag("has_snapshot").orElse(false),
            after.flag("has_clip").orElse(false)));
  }

  /**
   * Reads a message of {@code frigate/reviews}.
   *
   * @throws Malformed when it is none
   */
  public static FrigateObject review(Fields message) {
    Fields after = after(message);
    Fields data = after.inside("data");
    List<String> labels = data.texts("objects").stream().map(FrigateObject::plain).toList();
    return new FrigateObject(
        phase(message),
        id(after),
        after.must("camera"),
        labels.isEmpty() ? List.of("unknown") : labels.stream().distinct().toList(),
        data.texts("sub_labels").stream().findFirst().orElse(""),
        OptionalDouble.empty(),
        Set.copyOf(data.texts("zones")),
        Optional.empty(),
        start(after),
        end(after),
        false,
        false);
  }

  /** A person whose face is known is a {@code person-verified}. */
  private static String plain(String label) {
    return label.endsWith("-verified")
        ? label.substring(0, label.length() - "-verified".length())
        : label;
  }

  private static Fields after(Fields message) {
    Fields after = message.inside("after");
    if (after.isEmpty()) {
      throw new Malformed("a message of Frigate must have the object after");
    }
    return after;
  }

  /** It becomes part of an address. */
  private static String id(Fields after) {
    String id = after.must("id");
    if (!id.matches("[A-Za-z0-9._-]{1,64}")) {
      throw Malformed.of("id of a message of Frigate", id, "1 to 64 letters, digits, . _ and -");
    }
    return id;
  }

  private static Phase phase(Fields message) {
    return switch (message.must("type")) {
      case "new" -> Phase.NEW;
      case "update" -> Phase.UPDATE;
      case "end" -> Phase.END;
      default -> throw new Malformed("type of a message of Frigate must be new, update or end");
    };
  }

  private static OptionalDouble score(Fields after) {
    OptionalDouble score = after.number("top_score");
    OptionalDouble best = score.isPresent() ? score : after.number("score");
    return best.isPresent() && best.getAsDouble() >= 0 && best.getAsDouble() <= 1
        ? best
        : OptionalDouble.empty();
  }

  private static Optional<Box> box(List<Double> corners) {
    return corners.size() == 4
        ? Optional.of(
            new Box(
                corners.get(0),
                corners.get(1),
                corners.get(2) - corners.get(0),
                corners.get(3) - corners.get(1)))
        : Optional.empty();
  }

  private static Instant start(Fields after) {
    OptionalDouble seconds = after.number("start_time");
    if (seconds.isEmpty()) {
      throw new Malformed("start_time must be a number of seconds");
    }
    return MarkTime.ofMillis(seconds.getAsDouble() * MILLIS);
  }

  private static Optional<Instant> end(Fields after) {
    OptionalDouble seconds = after.number("end_time");
    return seconds.isPresent()
        ? Optional.of(MarkTime.ofMillis(seconds.getAsDouble() * MILLIS))
        : Optional.empty();
  }
}
