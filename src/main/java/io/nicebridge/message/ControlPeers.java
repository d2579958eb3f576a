package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Who may control a device, as a ControlObject names them: {@code
 * ControlEndPoints[].NetEndPoint.EndPointID} and {@code .AppEndPoint.EndPointID} (NICE 1.1; NICE
 * 0.9 section 9 names the commands and leaves their bodies to another specification).
 */
public final class ControlPeers {
  private final Set<EndPointId> found = new LinkedHashSet<>();

  private ControlPeers() {}

  /** Those named in the Body of a request; none where it has another form, or is encrypted. */
  public static Set<EndPointId> in(String body) {
    ControlPeers peers = new ControlPeers();
    try {
      StrictJson.readLiberally(body.getBytes(StandardCharsets.UTF_8), peers::object);
      return Set.copyOf(peers.found);
    } catch (Malformed anotherForm) {
      return Set.of();
    }
  }

  private void object(String name, JsonParser value) throws IOException {
    if (!name.equals("ControlEndPoints") || value.currentToken() != JsonToken.START_ARRAY) {
      return;
    }
    while (value.nextToken() == JsonToken.START_OBJECT) {
      StrictJson.readMembers(value, this::endPoint);
    }
  }

  private void endPoint(String name, JsonParser value) throws IOException {
    boolean net = name.equals("NetEndPoint") || name.equals("AppEndPoint");
    if (net && value.currentToken() == JsonToken.START_OBJECT) {
      StrictJson.readMembers(value, this::identifier);
    }
  }

  private void identifier(String name, JsonParser value) throws IOException {
    if (name.equals("EndPointID") && value.currentToken() == JsonToken.VALUE_STRING) {
      try {
        found.add(EndPointId.parse(value.getText(), Strictness.STRICT));
      } catch (Malformed nobody) {
        // Nobody is opened a way by it.
      }
    }
  }
}
