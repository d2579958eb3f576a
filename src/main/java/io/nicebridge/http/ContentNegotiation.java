package io.nicebridge.http;

import io.nicebridge.message.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Content-Type and Accept against the one thing that NICE speaks: {@code application/json} in UTF-8
 * (NICE 0.9 sections 7.1.1 and 7.1.3; RFC 9110 sections 8.3 and 12.5.1).
 */
final class ContentNegotiation {
  private static final String JSON = "application/json";

  /** What Common Messages are sent as. */
  static final List<String> MESSAGE = List.of(JSON);

  /** Encrypted data of later editions of NICE may be either. */
  static final List<String> SEALED = List.of(JSON, "text/plain");

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";

  /** RFC 9110 section 5.6.6; a quoted value without escapes is all that anybody sends. */
  private static final Pattern PARAMETER =
      Pattern.compile("[ \t]*+;[ \t]*+(" + TOKEN + ")=(" + TOKEN + "|\"[^\"\\\\]*+\")");

  private static final Pattern MEDIA_TYPE =
      Pattern.compile("(" + TOKEN + "/" + TOKEN + ")((?:" + PARAMETER + "){0,8})[ \t]*+;?[ \t]*+");

  private ContentNegotiation() {}

  /**
   * One of these media types, no charset but utf-8, no content coding.
   *
   * @param types the first is the one to name
   */
  static void checkContent(
      @Nullable String contentType, List<String> contentEncodings, List<String> types) {
    if (!contentEncodings.stream().allMatch(coding -> coding.equalsIgnoreCase("identity"))) {
      throw unsupported("the body must be sent without a content coding");
    }
    if (contentType == null || types.stream().noneMatch(type -> is(type, contentType))) {
      throw unsupported("the Content-Type must be %s, in UTF-8".formatted(types.get(0)));
    }
  }

  private static boolean is(String type, String contentType) {
    if (contentType.equalsIgnoreCase(type)) {
      return true;
    }
    Matcher media = MEDIA_TYPE.matcher(contentType);
    if (!media.matches() || !media.group(1).equalsIgnoreCase(type)) {
      return false;
    }
    return PARAMETER
        .matcher(media.group(2))
        .results()
        .filter(parameter -> parameter.group(1).equalsIgnoreCase("charset"))
        .allMatch(parameter -> parameter.group(2).replace("\"", "").equalsIgnoreCase("utf-8"));
  }

  /**
   * No Accept or an empty one, or one whose most specific range that covers application/json has q
   * above 0.
   */
  static void checkAccept(@Nullable String accept) {
    if (accept == null || accept.isBlank() || accept.equals(JSON) || accept.equals("*/*")) {
      return;
    }
    int bestSpecificity = -1;
    boolean wanted = false;
    for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = range.split(";", -1);
      int specificity = specificity(parts[0].strip());
      if (specificity > bestSpecificity) {
        bestSpecificity = specificity;
        wanted = quality(parts) > 0;
      } else if (specificity == bestSpecificity && specificity >= 0) {
        wanted |= quality(parts) > 0;
      }
    }
    if (!wanted) {
      throw new Refusal(
          Refusal.Kind.NOT_ACCEPTABLE, "every answer is application/json: Accept must allow it");
    }
  }

  private static int specificity(String mediaRange) {
    return switch (mediaRange) {
      case JSON -> 2;
      case "application/*" -> 1;
      case "*/*" -> 0;
      default -> -1;
    };
  }

  private static double quality(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("q=")) {
        try {
          return Double.parseDouble(parameter.substring(2));
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }

  private static Refusal unsupported(String sentence) {
    return new Refusal(Refusal.Kind.UNSUPPORTED_MEDIA_TYPE, sentence);
  }
}
