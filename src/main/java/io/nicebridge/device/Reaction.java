package io.nicebridge.device;

/** What a device makes of a command. */
public sealed interface Reaction {
  /**
   * It answers by itself.
   *
   * @param body the response's Payload.Body
   */
  record Says(String body) implements Reaction {}

  /** It does as it is told, and answers when that is on disk. */
  record Obeys(LifeEvent event) implements Reaction {}

  /** It leaves the answer to the route of its line. */
  record AsksItsRoute(String route) implements Reaction {}
}
