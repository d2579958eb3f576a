package io.nicebridge.id;

import java.util.Locale;

/**
 * The name of a stream of data within its Node (NICE 0.9 section 3).
 *
 * <p>It MUST be 4 hexadecimal digits. The text stays as written, because a device listens on its
 * own spelling and MQTT topics are case-sensitive; two spellings of one number are equal. A lenient
 * reading takes any safe {@link TopicElement}.
 */
public record PortId(String text) {

  private static final String THING = "PORT_ID";

  public PortId {
    TopicElement.safe(THING, text);
  }

  public static PortId parse(String text, Strictness strictness) {
    int fault = strictness == Strictness.STRICT ? TopicElement.faultInFourHexDigits(text) : -1;
    if (fault >= 0) {
      throw Malformed.at(fault, THING, text, "4 hexadecimal digits");
    }
    return new PortId(text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PortId that && text.equalsIgnoreCase(that.text);
  }

  @Override
  public int hashCode() {
    return text.toLowerCase(Locale.ROOT).hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
