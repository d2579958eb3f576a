package io.nicebridge.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A moment in a claim, in either of the two forms that are out there: a NumericDate, seconds since
 * 1970 as a plain JSON number (RFC 7519 section 2), or the string {@code 2032-02-17T06:44:03.393Z}
 * that NICE authorities issue. A number in quotes, an exponent, anything before 1970 or after 9999
 * is neither.
 */
final class TokenTime {
  private static final Pattern ISO =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?Z");
  private static final int LONGEST_ISO = 30;
  private static final BigDecimal LATEST =
      BigDecimal.valueOf(Instant.parse("9999-12-31T23:59:59Z").getEpochSecond());

  private TokenTime() {}

  static Optional<Instant> parse(JsonNode value) {
    if (value.isNumber()) {
      return seconds(value.decimalValue());
    }
    return value.isTextual() ? iso(value.asText()) : Optional.empty();
  }

  private static Optional<Instant> seconds(BigDecimal number) {
    // A scale below zero is an exponent: comparing 1e400 would unfold it into 400 digits.
    if (number.scale() < 0 || number.scale() > 9) {
      return Optional.empty();
    }
    if (number.signum() < 0 || number.compareTo(LATEST) > 0) {
      return Optional.empty();
    }
    BigDecimal whole = number.setScale(0, RoundingMode.DOWN);
    long nanos = number.subtract(whole).movePointRight(9).longValueExact();
    return Optional.of(Instant.ofEpochSecond(whole.longValueExact(), nanos));
  }

  private static Optional<Instant> iso(String text) {
    if (text.length() > LONGEST_ISO || !ISO.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text)).filter(time -> !time.isBefore(Instant.EPOCH));
    } catch (DateTimeException e) {
      return Optional.empty(); // 30 February
    }
  }
}
