package io.nicebridge.id;

import java.util.Locale;

/**
 * The name of a Node within its Entity, which the Entity gives itself (NICE 0.9 section 3).
 *
 * <p>It MUST be 4 hexadecimal digits. The text stays as written, because a device listens on its
 * own spelling and MQTT topics are case-sensitive; two spellings of one number are equal. A lenient
 * reading takes any safe {@link TopicElement}.
 */
public record NodeId(String text) {
  /** "0000": the Entity has no Nodes to choose from (section 3). */
  public static final NodeId NOT_APPLICABLE = new NodeId("0000");

  private static final String THING = "NODE_ID";

  public NodeId {
    TopicElement.safe(THING, text);
  }

  public static NodeId parse(String text, Strictness strictness) {
    int fault = strictness == Strictness.STRICT ? TopicElement.faultInFourHexDigits(text) : -1;
    if (fault >= 0) {
      throw Malformed.at(fault, THING, text, "4 hexadecimal digits");
    }
    return new NodeId(text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NodeId that && text.equalsIgnoreCase(that.text);
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
