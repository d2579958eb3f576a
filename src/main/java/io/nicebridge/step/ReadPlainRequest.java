package io.nicebridge.step;

import io.nicebridge.http.DoorProperties;
import io.nicebridge.http.PlainCall;
import io.nicebridge.id.Malformed;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/**
 * Step {@code read-plain-request}: which resource of the REST face a request asks for, by which
 * method (NICE 0.9 section 7.2), and its body as JSON.
 *
 * <pre>
 * /api/openapi.json
 * /api/cameras                                   GET lists, POST adds one
 * /api/cameras/{alias}
 * /api/cameras/{alias}/commands/{API_NAME}       the Control interface
 * /api/cameras/{alias}/management/{API_NAME}
 * /api/cameras/{alias}/scenemode
 * /api/events
 * </pre>
 */
final class ReadPlainRequest extends AsyncStep {
  /** What a POST to the cameras asks. */
  static final String NEW_CAMERA = "new-camera";

  private static final String GET = "GET";

  @Override
  CompletionStage<?> begin(Exchange exchange) {
    PlainCall call = PlainFacts.call(exchange);
    exchange.setProperty(PlainFacts.METHOD, call.method());
    resource(exchange, call, elements(call.target()));
    if (call.method().equals(GET)) {
      exchange.getMessage().setBody(null);
      return CompletableFuture.completedFuture(null);
    }
    return call.body().thenAccept(body -> read(exchange, body));
  }

  /** What follows the door's own element. */
  private static List<String> elements(String target) {
    List<String> all = Arrays.asList(target.substring(1).split("/", -1));
    return all.subList(1, all.size());
  }

  private static void resource(Exchange exchange, PlainCall call, List<String> path) {
    String first = path.isEmpty() ? "" : path.get(0);
    switch (first) {
      case "openapi.json" -> is(exchange, call, path, 1, "api", GET);
      case "events" -> {
        boolean stream =
            call.field("Accept").filter(text -> text.contains("text/event-stream")).isPresent();
        is(exchange, call, path, 1, stream ? "event-stream" : "events", GET);
      }
      case "cameras" -> cameras(exchange, call, path);
      default -> throw unknown();
    }
  }

  private static void cameras(Exchange exchange, PlainCall call, List<String> path) {
    if (path.size() < 2) {
      boolean adds = call.method().equals("POST");
      is(exchange, call, path, 1, adds ? NEW_CAMERA : "cameras", GET, "POST");
      return;
    }
    Camera camera =
        Cameras.of(exchange.getContext())
            .find(path.get(1))
            .orElseThrow(
                () ->
                    new Refusal(
                        Refusal.Kind.UNKNOWN_DESTINATION,
                        "no camera is called [%s]".formatted(Malformed.quoted(path.get(1)))));
    exchange.setProperty(CallFacts.DEVICE, camera.alias());
    exchange.setProperty(CallFacts.NODE, camera.nodes().get(0).text());
    exchange.setProperty(PlainFacts.END_POINT, camera.endPointId().text());
    switch (path.size() < 3 ? "" : path.get(2)) {
      case "" -> is(exchange, call, path, 2, "camera", GET);
      case "scenemode" -> is(exchange, call, path, 3, "scene-mode", GET, "POST", "PUT");
      case "commands" -> command(exchange, call, path, "control");
      case "management" -> command(exchange, call, path, "management");
      default -> throw unknown();
    }
  }

  private static void command(Exchange exchange, PlainCall call, List<String> path, String iface) {
    is(exchange, call, path, 4, "command", "POST", "PUT");
    exchange.setProperty(CallFacts.INTERFACE, iface);
    exchange.setProperty(CallFacts.API, path.get(3));
  }

  private static void is(
      Exchange exchange,
      PlainCall call,
      List<String> path,
      int length,
      String asked,
      String... methods) {
    if (path.size() != length) {
      throw unknown();
    }
    String allowed = String.join(", ", methods);
    if (!List.of(methods).contains(call.method())) {
      exchange.setProperty(DoorProperties.ALLOW, allowed);
      throw new Refusal(Refusal.Kind.METHOD_NOT_ALLOWED, "the method must be one of " + allowed);
    }
    exchange.setProperty(PlainFacts.ASKED, asked);
  }

  /** JSON, or nothing at all: a command may need no payload. */
  private static void read(Exchange exchange, byte[] body) {
    if (body.length > 0) {
      try {
        StrictJson.readObject(body, (name, value) -> {});
      } catch (Malformed malformed) {
        throw new Refusal(Refusal.Kind.MALFORMED, malformed.sentence());
      }
    }
    exchange.getMessage().setBody(new String(body, StandardCharsets.UTF_8));
  }

  private static Refusal unknown() {
    return new Refusal(Refusal.Kind.UNKNOWN_PATH, "no such path here: /api/openapi.json has all");
  }
}
