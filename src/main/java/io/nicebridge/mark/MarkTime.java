package io.nicebridge.mark;

import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import io.nicebridge.message.DateTimeStamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The time of a SceneMark: RFC 3339 where its writer keeps to it, and what devices in the field
 * write otherwise: without a zone (UTC is meant), with blanks, with numbers that lack a nought.
 */
public final class MarkTime {
  private static final DateTimeFormatter NICE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private MarkTime() {}

  /**
   * Reads a time from 1970 to 9999.
   *
   * @throws Malformed when it is none
   */
  public static Instant parse(String text) {
    return within(read(text.replace(" ", "")));
  }

  /**
   * A time that a VMS counts in seconds or milliseconds.
   *
   * @throws Malformed when it is not of 1970 to 9999
   */
  public static Instant ofMillis(double millis) {
    if (!Double.isFinite(millis) || Math.abs(millis) > LAST.toEpochMilli()) {
      throw new Malformed("a time must be of the years 1970 to 9999");
    }
    return within(Instant.ofEpochMilli(Math.round(millis)));
  }

  private static Instant within(Instant time) {
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      throw new Malformed("a time must be of the years 1970 to 9999");
    }
    return time;
  }

  private static Instant read(String text) {
    try {
      return OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant();
    } catch (DateTimeException otherwise) {
      return withoutZone(text);
    }
  }

  private static Instant withoutZone(String text) {
    try {
      return LocalDateTime.parse(text, DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException otherwise) {
      return DateTimeStamp.parse(text, Strictness.LENIENT).instant();
    }
  }

  /** As NICE writes it: UTC, milliseconds. */
  public static String text(Instant time) {
    return NICE.format(time);
  }
}
