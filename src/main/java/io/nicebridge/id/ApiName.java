package io.nicebridge.id;

/**
 * The name of a command that an Entity supports, such as {@code GetStatus} (NICE 0.9 section 3).
 *
 * <p>It MUST be a letter and then up to 63 letters, digits or {@code _}. Which names exist is for
 * the Entity to say. A lenient reading takes any safe {@link TopicElement}.
 */
public record ApiName(String text) {
  private static final String THING = "API_NAME";

  public ApiName {
    TopicElement.safe(THING, text);
  }

  public static ApiName parse(String text, Strictness strictness) {
    int fault = strictness == Strictness.STRICT ? faultIn(text) : -1;
    if (fault >= 0) {
      throw Malformed.at(fault, THING, text, "a letter and up to 63 letters, digits or '_'");
    }
    return new ApiName(text);
  }

  /** Index of the first character that breaks the form, or -1. */
  private static int faultIn(String text) {
    if (text.isEmpty() || !TopicElement.isLetter(text.charAt(0))) {
      return 0;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!TopicElement.isLetter(c) && !TopicElement.isDigit(c) && c != '_') {
        return i;
      }
    }
    return text.length() > TopicElement.MAX_LENGTH ? TopicElement.MAX_LENGTH : -1;
  }

  @Override
  public String toString() {
    return text;
  }
}
