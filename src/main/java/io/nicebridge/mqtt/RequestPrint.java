package io.nicebridge.mqtt;

import java.util.HexFormat;

/**
 * What makes a request the same as an earlier one: its caller, its topic and every byte of its
 * body. NICE 0.9 section 8.1 lets a sender repeat what it got no answer to; what differs in any of
 * the three is another request, whatever its CommandID says.
 *
 * @param callerMark the caller in four bytes; never 0
 * @param sha256 of the body, not the body itself: thousands of 4 MB bodies would be held while
 *     devices think
 */
record RequestPrint(String caller, int callerMark, String topic, String sha256) {
  static RequestPrint of(DeviceRequest request) {
    return new RequestPrint(
        request.caller(), (int) Mark.of(request.caller()), request.topic(), sha256(request.body()));
  }

  /** True for the request itself, come back by a bridge between brokers. */
  boolean isOf(byte[] body) {
    return sha256.equals(sha256(body));
  }

  private static String sha256(byte[] body) {
    return HexFormat.of().formatHex(Mark.sha256().digest(body));
  }
}
