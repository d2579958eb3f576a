package io.nicebridge.id;

import java.util.Locale;
import java.util.Optional;

/**
 * The name of an Entity: a device, an app, a service (NICE 0.9 section 3).
 *
 * <p>It MUST be 36 characters: hexadecimal digits in groups of 8-4-4-4-12 (section 4.1). It looks
 * like a UUID and is none: the digits that RFC 9562 uses for version and variant are arbitrary
 * here. Upper-case digits are accepted and written in lower case, so that an Entity has one
 * spelling on the wire; MQTT topics are case-sensitive. A lenient reading takes any safe {@link
 * TopicElement}.
 */
public record EndPointId(String text) {
  /** Stands for an Entity that could not be read from a message; no Entity has this name. */
  public static final EndPointId NIL = new EndPointId("00000000-0000-0000-0000-000000000000");

  private static final String THING = "EndPointID";
  private static final int LENGTH = 36;

  public EndPointId {
    TopicElement.safe(THING, text);
    if (faultIn(text) < 0) {
      text = text.toLowerCase(Locale.ROOT);
    }
  }

  public static EndPointId parse(String text, Strictness strictness) {
    int fault = strictness == Strictness.STRICT ? faultIn(text) : -1;
    if (fault >= 0) {
      throw Malformed.at(fault, THING, text, "hexadecimal digits in groups of 8-4-4-4-12");
    }
    return new EndPointId(text);
  }

  /** The EndPointID that this is in the form of section 4.1; empty for any other text. */
  public static Optional<EndPointId> read(String text) {
    return text.length() == LENGTH && faultIn(text) < 0
        ? Optional.of(new EndPointId(text))
        : Optional.empty();
  }

  /** Index of the first character that breaks the form of section 4.1, or -1. */
  private static int faultIn(String text) {
    for (int i = 0; i < Math.min(text.length(), LENGTH); i++) {
      char c = text.charAt(i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? c != '-' : !TopicElement.isHex(c)) {
        return i;
      }
    }
    return text.length() == LENGTH ? -1 : Math.min(text.length(), LENGTH);
  }

  @Override
  public String toString() {
    return text;
  }
}
