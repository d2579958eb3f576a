package io.nicebridge.http;

import java.util.HashMap;
import java.util.Map;

/**
 * What goes back to a caller: the HTTP status, the few headers that the bridge itself decided, and
 * a Common Message (NICE 0.9 section 7.1.3).
 */
// An array and not a copy of it: made once, written once.
@SuppressWarnings("ArrayRecordComponent")
public record Answer(int status, Map<String, String> headers, byte[] body) {
  public Answer {
    headers = Map.copyOf(headers);
  }

  /** The same with one more header. */
  Answer with(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body);
  }

  @Override
  public String toString() {
    return "Answer[" + status + ", " + body.length + " bytes]";
  }
}
