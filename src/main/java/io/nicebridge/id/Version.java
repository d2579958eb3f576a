package io.nicebridge.id;

/**
 * The NICE specification version that a path begins with (NICE 0.9 section 3).
 *
 * <p>It MUST be one to three numbers joined by dots, each of 1 to 4 digits and without a leading
 * zero. Equal only when spelled alike: {@code 1} and {@code 1.0} are different MQTT topics.
 */
public record Version(String text) {
  private static final String THING = "VERSION";
  private static final String RULE = "1 to 3 numbers joined by dots, without leading zeros";
  private static final int MOST_NUMBERS = 3;
  private static final int MOST_DIGITS = 4;

  public Version {
    int numbers = 1;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean end = i == text.length();
      if (end || text.charAt(i) == '.') {
        requireNumber(text, start, i);
        start = i + 1;
        numbers += end ? 0 : 1;
      }
      if (numbers > MOST_NUMBERS) {
        throw Malformed.at(i, THING, text, RULE);
      }
    }
  }

  private static void requireNumber(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!TopicElement.isDigit(text.charAt(i))) {
        throw Malformed.at(i, THING, text, RULE);
      }
    }
    int digits = to - from;
    if (digits < 1 || digits > MOST_DIGITS || (digits > 1 && text.charAt(from) == '0')) {
      throw Malformed.at(from, THING, text, RULE);
    }
  }

  /** True for the versions this bridge speaks: 1 (as NICE 0.9 writes it), 1.0 and 1.1. */
  public boolean isSupported() {
    return switch (text) {
      case "1", "1.0", "1.1" -> true;
      default -> false;
    };
  }

  /** True for 1, as NICE 0.9 writes it; paths of later editions say 1.0 or 1.1. */
  boolean isFirst() {
    return text.equals("1");
  }

  @Override
  public String toString() {
    return text;
  }
}
