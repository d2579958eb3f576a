package io.nicebridge.message;

import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a message was sent, in UTC (NICE 0.9 section 4.1; "UTF date time" there).
 *
 * <p>The text MUST be {@code YYYY-MM-DDThh:mm:ss.sssZ}, 24 characters, and a day and time that
 * exist. A lenient reading takes 1 to 6 fraction digits, a colon before them, numbers without their
 * leading zero, and no {@code Z}; the text stays as it was.
 */
public record DateTimeStamp(Instant instant, String text) {
  private static final String THING = "DateTimeStamp";
  private static final String SHAPE = "0000-00-00T00:00:00.000Z";
  private static final int NANOS_PER_MILLI = 1_000_000;

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Not on the way of a strict message. Each part is bounded, so that it cannot run long. */
  private static final Pattern LENIENT =
      Pattern.compile(
          "([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})T([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})"
              + "[.:]([0-9]{1,6})Z?");

  /** Now, cut to milliseconds as NICE's own writers do. */
  public static DateTimeStamp now(Clock clock) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new DateTimeStamp(now, FORMAT.format(now));
  }

  public static DateTimeStamp parse(String text, Strictness strictness) {
    return strictness == Strictness.STRICT ? parseStrict(text) : parseLenient(text);
  }

  private static DateTimeStamp parseStrict(String text) {
    int fault = faultIn(text);
    if (fault >= 0) {
      throw Malformed.at(fault, THING, text, "YYYY-MM-DDThh:mm:ss.sssZ");
    }
    int nanos = number(text, 20, 23) * NANOS_PER_MILLI;
    return of(
        text,
        number(text, 0, 4),
        number(text, 5, 7),
        number(text, 8, 10),
        number(text, 11, 13),
        number(text, 14, 16),
        number(text, 17, 19),
        nanos);
  }

  /** Index of the first character that breaks the shape, or -1. */
  private static int faultIn(String text) {
    for (int i = 0; i < Math.min(text.length(), SHAPE.length()); i++) {
      char c = text.charAt(i);
      char shape = SHAPE.charAt(i);
      if (shape == '0' ? c < '0' || c > '9' : c != shape) {
        return i;
      }
    }
    return text.length() == SHAPE.length() ? -1 : Math.min(text.length(), SHAPE.length());
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private static DateTimeStamp parseLenient(String text) {
    Matcher part = LENIENT.matcher(text);
    if (!part.matches()) {
      throw Malformed.of(THING, text, "YYYY-MM-DDThh:mm:ss.sssZ, or near it");
    }
    String fraction = part.group(7);
    int nanos = Integer.parseInt(fraction + "0".repeat(9 - fraction.length()));
    return of(
        text,
        Integer.parseInt(part.group(1)),
        Integer.parseInt(part.group(2)),
        Integer.parseInt(part.group(3)),
        Integer.parseInt(part.group(4)),
        Integer.parseInt(part.group(5)),
        Integer.parseInt(part.group(6)),
        nanos);
  }

  private static DateTimeStamp of(
      String text, int year, int month, int day, int hour, int minute, int second, int nanos) {
    try {
      LocalDateTime time = LocalDateTime.of(year, month, day, hour, minute, second, nanos);
      return new DateTimeStamp(time.toInstant(ZoneOffset.UTC), text);
    } catch (DateTimeException noSuchTime) {
      throw Malformed.of(THING, text, "a day and time that exist");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
