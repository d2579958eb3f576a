package io.nicebridge.journal;

import java.util.Map;

/**
 * One message in the hands of a sink. It stays in the queue until the sink says what became of it,
 * and comes again if the process ends before that.
 *
 * @param id the same on every attempt, for receivers that can tell repeats
 * @param orderKey what has the same one was appended in the order in which it is delivered
 * @param headers as they were appended
 * @param body not copied: it MUST NOT be changed
 * @param end what the sink says
 */
@SuppressWarnings("ArrayRecordComponent")
public record Delivery(
    String id, String orderKey, Map<String, String> headers, byte[] body, DeliveryEnd end) {
  @Override
  public String toString() {
    return "Delivery[" + id + ", " + body.length + " bytes]";
  }
}
