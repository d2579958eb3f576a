package io.nicebridge.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nicebridge.http.Answer;
import io.nicebridge.http.DoorProperties;
import io.nicebridge.message.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/**
 * Step {@code add-camera}: a camera gets a name, as by a line of {@code routes/cameras.camel.yaml}.
 * 201 with its Location (NICE 0.9 section 7.3); 200 for one that has that name already.
 */
final class AddCamera extends AsyncStep {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> MEMBERS = Set.of("alias", "endPointId", "nodes");
  private static final int MOST_NODES = 100;
  private static final String RULE =
      "a camera must be {\"alias\", \"endPointId\", \"nodes\": [\"0001\"]}, with 1 to %d nodes, each once"
          .formatted(MOST_NODES);

  private final AddedCameras added;

  AddCamera(AddedCameras added) {
    this.added = added;
  }

  AddedCameras added() {
    return added;
  }

  @Override
  CompletionStage<?> begin(Exchange exchange) {
    Camera camera = camera(exchange.getMessage().getBody(String.class));
    Optional<Camera> known = Cameras.of(exchange.getContext()).find(camera.alias());
    if (known.isPresent()) {
      answer(exchange, 200, same(known.get(), camera));
      return CompletableFuture.completedFuture(null);
    }
    // Until it is on the disk.
    return CompletableFuture.runAsync(() -> keep(exchange, camera));
  }

  private void keep(Exchange exchange, Camera camera) {
    try {
      if (!added.add(camera)) {
        // No cause to come again: they stay until somebody edits their file.
        throw new Refusal(
            Refusal.Kind.MALFORMED,
            "there must be at most %d cameras that were added".formatted(AddedCameras.MOST));
      }
    } catch (IOException e) {
      throw new Refusal(Refusal.Kind.INTERNAL, "the camera could not be written to the disk");
    }
    // Of two at once with one name the second one has none.
    same(added.find(camera.alias()).orElseThrow(), camera);
    answer(exchange, 201, camera);
  }

  private static Camera same(Camera known, Camera asked) {
    if (!known.endPointId().equals(asked.endPointId()) || !known.nodes().equals(asked.nodes())) {
      throw new Refusal(
          Refusal.Kind.MALFORMED,
          "the alias [%s] must be another one: a camera has it".formatted(asked.alias()));
    }
    return known;
  }

  private static Camera camera(String body) {
    JsonNode asked = tree(body);
    Set<String> nodes = new LinkedHashSet<>();
    boolean good = asked.path("nodes").isArray() && asked.path("nodes").size() <= MOST_NODES;
    good &= asked.path("alias").isTextual() && asked.path("endPointId").isTextual();
    for (JsonNode node : asked.path("nodes")) {
      good &= node.isTextual() && !node.asText().contains(",") && nodes.add(node.asText());
    }
    for (String name : (Iterable<String>) asked::fieldNames) {
      good &= MEMBERS.contains(name);
    }
    if (!good || nodes.isEmpty()) {
      throw new Refusal(Refusal.Kind.MALFORMED, RULE);
    }
    try {
      return Cameras.camera(
          new Table.Row(
              1,
              List.of(
                  asked.path("alias").asText(),
                  asked.path("endPointId").asText(),
                  String.join(",", nodes))));
    } catch (Table.BadRow bad) {
      throw new Refusal(Refusal.Kind.MALFORMED, String.valueOf(bad.getMessage()));
    }
  }

  private static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException noJson) {
      throw new Refusal(Refusal.Kind.MALFORMED, RULE);
    }
  }

  private static void answer(Exchange exchange, int status, Camera camera) {
    Map<String, String> type = Map.of("Content-Type", "application/json");
    Map<String, String> made =
        Map.of("Content-Type", "application/json", "Location", "/api/cameras/" + camera.alias());
    byte[] body = ListCameras.shown(camera).toString().getBytes(StandardCharsets.UTF_8);
    exchange.setProperty(
        DoorProperties.ANSWER, new Answer(status, status == 201 ? made : type, body));
  }
}
