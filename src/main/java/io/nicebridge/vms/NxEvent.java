package io.nicebridge.vms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A generic event of Network Optix (Nx Witness, Hanwha Wave).
 *
 * @param state whether something begins, ends, or has no length
 * @param camera its GUID there
 */
public record NxEvent(Sighting sighting, State state, String camera) {
  /** What the event says about how long it lasts. */
  public enum State {
    STARTED,
    STOPPED,
    INSTANT
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private String source() {
    return "NICE/" + sighting.node();
  }

  private String description() {
    return PlainText.of(sighting.description() + " " + sighting.mark().id());
  }

  /** For {@code POST /rest/v4/events/generic}. */
  public byte[] toJson() {
    ObjectNode event = JSON.createObjectNode();
    event.put("timestamp", sighting.mark().time().toEpochMilli());
    event.put("state", state.name().toLowerCase(Locale.ROOT));
    event.put("source", source());
    event.put("caption", sighting.name());
    event.put("description", description());
    event.putArray("deviceIds").add("{" + camera + "}");
    return bytes(event);
  }

  /** For {@code POST /api/createEvent} of servers before version 5: all of it is the query. */
  public String toQuery() {
    ObjectNode metadata = JSON.createObjectNode();
    metadata.putArray("cameraRefs").add(camera);
    String query =
        "timestamp=%s&source=%s&caption=%s&description=%s&metadata=%s"
            .formatted(
                encoded(sighting.mark().time().toString()),
                encoded(source()),
                encoded(sighting.name()),
                encoded(description()),
                encoded(new String(bytes(metadata), StandardCharsets.UTF_8)));
    return switch (state) {
      case STARTED -> query + "&state=Active";
      case STOPPED -> query + "&state=Inactive";
      case INSTANT -> query;
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static byte[] bytes(ObjectNode node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("every tree can be written", e);
    }
  }
}
