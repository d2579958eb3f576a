package io.nicebridge.step;

import io.nicebridge.http.DoorProperties;
import io.nicebridge.http.PlainCall;
import io.nicebridge.rest.Client;
import org.apache.camel.Exchange;

/** What is known of a request at a plain door, by the names of the exchange properties. */
final class PlainFacts {
  /** {@link Client}: whose key it came with. */
  static final String CLIENT = "niceClient";

  /**
   * String: what it asks for: cameras, new-camera, camera, command, scene-mode, events,
   * event-stream, api.
   */
  static final String ASKED = "niceAsked";

  /** String: its method. */
  static final String METHOD = "niceMethod";

  /** String: the EndPointID of the camera that it names. */
  static final String END_POINT = "niceEndPointId";

  private PlainFacts() {}

  static PlainCall call(Exchange exchange) {
    return Facts.must(exchange, DoorProperties.CALL, PlainCall.class);
  }

  static Client client(Exchange exchange) {
    return Facts.must(exchange, CLIENT, Client.class);
  }
}
