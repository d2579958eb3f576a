package io.nicebridge.step;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nicebridge.http.DoorProperties;
import io.nicebridge.message.Refusal;
import io.nicebridge.rest.Client;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Step {@code list-cameras}: the cameras that the client may use, or the one that it names. A door
 * without the step {@code add-camera}, such as an older one, comes here also with a camera to add:
 * that is refused, as a method that this door does not have.
 */
final class ListCameras implements Processor {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public void process(Exchange exchange) {
    if (Facts.known(exchange, PlainFacts.ASKED, String.class)
        .filter(ReadPlainRequest.NEW_CAMERA::equals)
        .isPresent()) {
      exchange.setProperty(DoorProperties.ALLOW, "GET");
      throw new Refusal(Refusal.Kind.METHOD_NOT_ALLOWED, "the method must be GET");
    }
    Cameras table = Cameras.of(exchange.getContext());
    Client client = PlainFacts.client(exchange);
    String one = Facts.known(exchange, CallFacts.DEVICE, String.class).orElse("");
    if (!one.isEmpty()) {
      exchange.getMessage().setBody(shown(table.find(one).orElseThrow()).toString());
      return;
    }
    ObjectNode all = JSON.createObjectNode();
    ArrayNode cameras = all.putArray("cameras");
    table.all().stream()
        .filter(camera -> client.sees(camera.alias()))
        .forEach(camera -> cameras.add(shown(camera)));
    exchange.getMessage().setBody(all.toString());
  }

  static ObjectNode shown(Camera camera) {
    ObjectNode shown =
        JSON.createObjectNode()
            .put("alias", camera.alias())
            .put("endPointId", camera.endPointId().text());
    ArrayNode nodes = shown.putArray("nodes");
    camera.nodes().forEach(node -> nodes.add(node.text()));
    return shown;
  }
}
