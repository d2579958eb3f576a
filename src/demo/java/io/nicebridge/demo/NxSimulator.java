package io.nicebridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server of Network Optix: sessions with a bearer token, generic events, and the older call that
 * wants a login with each request.
 */
public final class NxSimulator extends VmsServer {
  public static final String USER = "nice-bridge";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> MEMBERS =
      Set.of("timestamp", "state", "source", "caption", "description", "deviceIds");
  private static final Set<String> STATES = Set.of("started", "stopped", "instant");
  private static final String GUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private final Set<String> sessions = ConcurrentHashMap.newKeySet();
  private volatile Optional<String> relay = Optional.empty();

  public NxSimulator(DevCertificates.Identity identity) {
    super(Optional.of(identity));
  }

  /** Every session is over: 401 until somebody logs in again. */
  public void forgetSessions() {
    sessions.clear();
  }

  /** Sends whoever comes elsewhere, by 307. */
  public void relayTo(String url) {
    relay = Optional.of(url);
  }

  @Override
  protected Answer answer(Asked asked) {
    if (relay.isPresent()) {
      return Answer.json(307, "").with("Location", relay.get() + asked.target());
    }
    if (asked.target().equals("/rest/v4/login/sessions")) {
      return login(asked);
    }
    if (asked.target().startsWith("/api/createEvent?")) {
      return legacy(asked);
    }
    if (!asked.target().equals("/rest/v4/events/generic") || !asked.method().equals("POST")) {
      return refuse(404, "no such call: " + asked.method() + " " + asked.target());
    }
    String authorization = String.valueOf(asked.headers().getFirst("Authorization"));
    if (!authorization.startsWith("Bearer ") || !sessions.contains(authorization.substring(7))) {
      return refuse(401, "no session");
    }
    return event(asked);
  }

  private Answer login(Asked asked) {
    JsonNode body = tree(asked);
    if (!asked.method().equals("POST") || !body.path("setCookie").isBoolean()) {
      return refuse(422, "a login must be POST with username, password, setCookie");
    }
    if (!body.path("username").asText().equals(USER)
        || !body.path("password").asText().equals(PASSWORD)) {
      return refuse(401, "another user or password");
    }
    String token = "vms-" + UUID.randomUUID();
    sessions.add(token);
    return Answer.json(
        200, "{\"username\":\"%s\",\"token\":\"%s\",\"durationS\":3600}".formatted(USER, token));
  }

  private Answer event(Asked asked) {
    JsonNode event = tree(asked);
    for (String name : (Iterable<String>) event::fieldNames) {
      if (!MEMBERS.contains(name)) {
        return refuse(422, "unknown member " + name);
      }
    }
    if (!event.path("timestamp").isIntegralNumber()
        || !STATES.contains(event.path("state").asText())
        || event.path("caption").asText().isEmpty()
        || !event.path("deviceIds").path(0).asText().matches("\\{" + GUID + "\\}")) {
      return refuse(422, "not a generic event: " + asked.body());
    }
    take(asked);
    return Answer.json(200, "{}");
  }

  private Answer legacy(Asked asked) {
    String expected =
        Base64.getEncoder()
            .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    if (!("Basic " + expected).equals(asked.headers().getFirst("Authorization"))) {
      return refuse(401, "no login");
    }
    Map<String, String> query = new HashMap<>();
    for (String part : asked.target().substring(asked.target().indexOf('?') + 1).split("&", -1)) {
      String[] pair = part.split("=", 2);
      query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    try {
      if (!JSON.readTree(query.get("metadata")).path("cameraRefs").path(0).asText().matches(GUID)) {
        return refuse(400, "metadata without cameraRefs");
      }
    } catch (IOException | IllegalArgumentException noJson) {
      return refuse(400, "metadata must be JSON");
    }
    take(asked);
    return Answer.json(200, "{\"error\":\"0\"}");
  }

  private static JsonNode tree(Asked asked) {
    try {
      return JSON.readTree(asked.body());
    } catch (IOException noJson) {
      return JSON.missingNode();
    }
  }
}
