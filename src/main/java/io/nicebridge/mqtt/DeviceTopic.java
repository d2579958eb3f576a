package io.nicebridge.mqtt;

import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.message.Refusal;

/**
 * The topic of one request (NICE 0.9 section 3): {@code VERSION/EndPointID/interface/...}, without
 * a leading slash.
 *
 * <p>Whoever built it from parsed identifiers cannot get it wrong. It is looked at once more all
 * the same, because one bad topic costs everybody the connection: it MUST NOT hold a wildcard
 * ({@code +}, {@code #}: MQTT 5 section 4.7.1), NUL, a control character or half a surrogate pair
 * (section 1.5.4), an empty element, or begin with {@code $} (section 4.7.2).
 */
record DeviceTopic(String text) {
  private static final int MAX_LENGTH = 256;
  private static final int LEAST_ELEMENTS = 4;

  DeviceTopic {
    int fault = faultIn(text);
    if (fault >= 0) {
      throw new Refusal(
          Refusal.Kind.MALFORMED,
          "the topic ["
              + Malformed.quoted(text)
              + "] must be VERSION/EndPointID/interface/... without wildcards or control"
              + " characters, broke at index "
              + fault);
    }
  }

  /** Index of the first character that has no place there, or -1. */
  private static int faultIn(String text) {
    int elements = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isAllowed(c) || i >= MAX_LENGTH || (i == 0 && c == '$')) {
        return i;
      }
      if (c == '/') {
        boolean emptyElement = i == 0 || i == text.length() - 1 || text.charAt(i - 1) == '/';
        if (emptyElement) {
          return i;
        }
        elements++;
      }
    }
    return elements >= LEAST_ELEMENTS ? -1 : text.length();
  }

  private static boolean isAllowed(char c) {
    return c != '+' && c != '#' && !Character.isISOControl(c) && !Character.isSurrogate(c);
  }

  /** Where the response belongs: the same topic, with the EndPointID of the one who asks. */
  DeviceTopic of(EndPointId endPoint) {
    int version = text.indexOf('/');
    int end = text.indexOf('/', version + 1);
    return new DeviceTopic(text.substring(0, version + 1) + endPoint.text() + text.substring(end));
  }
}
