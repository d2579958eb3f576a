package io.nicebridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Frigate's port with a login: a cookie that holds a token, and manual events. */
public final class FrigateSimulator extends VmsServer {
  public static final String USER = "bridge";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CREATE = Pattern.compile("/api/events/([a-z]+)/([a-z]+)/create");
  private static final Pattern END = Pattern.compile("/api/events/([0-9a-z.-]+)/end");

  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final Set<String> open = ConcurrentHashMap.newKeySet();

  public FrigateSimulator(DevCertificates.Identity identity) {
    super(Optional.of(identity));
  }

  /** Every token has run out. */
  public void forgetTokens() {
    tokens.clear();
  }

  @Override
  protected Answer answer(Asked asked) {
    if (asked.target().equals("/api/login")) {
      return login(asked);
    }
    String authorization = String.valueOf(asked.headers().getFirst("Authorization"));
    if (!authorization.startsWith("Bearer ") || !tokens.contains(authorization.substring(7))) {
      return refuse(401, "no token");
    }
    Matcher create = CREATE.matcher(asked.target());
    Matcher end = END.matcher(asked.target());
    if (asked.method().equals("POST") && create.matches()) {
      return create(asked, create.group(1));
    }
    if (asked.method().equals("PUT") && end.matches()) {
      if (!open.remove(end.group(1))) {
        return refuse(404, "no such event");
      }
      take(asked);
      return Answer.json(200, "{\"success\":true,\"message\":\"Event successfully ended.\"}");
    }
    return refuse(404, "no such call: " + asked.method() + " " + asked.target());
  }

  private Answer login(Asked asked) {
    JsonNode body = tree(asked);
    if (!body.path("user").asText().equals(USER)
        || !body.path("password").asText().equals(PASSWORD)) {
      return refuse(401, "another user or password");
    }
    String token = "jwt." + UUID.randomUUID() + ".signature";
    tokens.add(token);
    return Answer.json(200, "{}")
        .with("Set-Cookie", "frigate_token=" + token + "; HttpOnly; Path=/; SameSite=Lax");
  }

  private Answer create(Asked asked, String camera) {
    JsonNode body = tree(asked);
    boolean timed = body.path("duration").isIntegralNumber() || body.path("duration").isNull();
    if (!timed || !body.path("score").isNumber() || !body.path("include_recording").isBoolean()) {
      return refuse(422, "not a manual event: " + asked.body());
    }
    if (!camera.equals("gate")) {
      refuse(200, "no such camera");
      return Answer.json(200, "{\"success\":false,\"message\":\"gate is the only camera\"}");
    }
    String id = "1767608130.25-" + UUID.randomUUID().toString().substring(0, 6);
    open.add(id);
    take(asked);
    return Answer.json(
        200, "{\"success\":true,\"message\":\"created\",\"event_id\":\"%s\"}".formatted(id));
  }

  private static JsonNode tree(Asked asked) {
    try {
      return JSON.readTree(asked.body());
    } catch (IOException noJson) {
      return JSON.missingNode();
    }
  }
}
