package io.nicebridge.device;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.nicebridge.id.NodeId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** A {@link LifeState} as JSON: the objects in it as they came, so that nothing of them is lost. */
final class StateText {
  private static final JsonFactory JSON = new JsonFactory();

  private StateText() {}

  static String write(LifeState state) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      if (state.la().isPresent()) {
        json.writeStringField("managementEndPoint", state.la().get().json());
      }
      if (state.bound().isPresent()) {
        json.writeStringField("managementObject", state.bound().get().json());
      }
      if (state.control().isPresent()) {
        json.writeStringField("controlObject", state.control().get().json());
      }
      json.writeArrayFieldStart("sceneModes");
      for (SceneMode mode : state.modes().values()) {
        json.writeString(mode.json());
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  static LifeState read(String text) {
    Part part = Part.read("state", text);
    Map<NodeId, SceneMode> modes = new HashMap<>();
    for (String json : part.texts("sceneModes")) {
      SceneMode mode = SceneMode.parse(json);
      modes.put(mode.node(), mode);
    }
    return new LifeState(
        part.findText("managementEndPoint").map(ManagementEndPoint::parse),
        part.findText("managementObject").map(ManagementObject::parse),
        part.findText("controlObject").map(ControlObject::parse),
        modes);
  }
}
