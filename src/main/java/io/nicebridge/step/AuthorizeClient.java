package io.nicebridge.step;

import io.nicebridge.message.Refusal;
import io.nicebridge.rest.Client;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Step {@code authorize-client}: whether the client's line permits the interface and the camera.
 * Its token source, where it has one, becomes the call's.
 */
final class AuthorizeClient implements Processor {
  @Override
  public void process(Exchange exchange) {
    Client client = PlainFacts.client(exchange);
    String wanted =
        switch (Facts.must(exchange, PlainFacts.ASKED, String.class)) {
          case "command" -> Facts.must(exchange, CallFacts.INTERFACE, String.class);
          case "scene-mode" -> "control";
          case "new-camera" -> "management";
          case "events", "event-stream" -> "data";
          default -> "";
        };
    if (!wanted.isEmpty() && !client.may(wanted)) {
      throw new Refusal(
          Refusal.Kind.FORBIDDEN, "the key's permissions do not hold the interface " + wanted);
    }
    if (asks(exchange, "new-camera") && client.cameras().isPresent()) {
      throw new Refusal(
          Refusal.Kind.FORBIDDEN,
          "the key must permit all cameras, to add one: its line has names");
    }
    Optional<String> camera = Facts.known(exchange, CallFacts.DEVICE, String.class);
    if (camera.isPresent() && !client.sees(camera.get())) {
      throw new Refusal(
          Refusal.Kind.FORBIDDEN,
          "the key does not permit the camera [%s]".formatted(camera.get()));
    }
    client.token().ifPresent(source -> exchange.setProperty(CallFacts.TOKEN, source));
  }

  private static boolean asks(Exchange exchange, String what) {
    return Facts.must(exchange, PlainFacts.ASKED, String.class).equals(what);
  }
}
