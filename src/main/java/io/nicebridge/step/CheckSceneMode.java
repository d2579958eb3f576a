package io.nicebridge.step;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nicebridge.id.Malformed;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Step {@code check-scene-mode}: the body is {@code {"mode":"Human"}}, or a whole SceneMode, which
 * has a Mode. What else is in it the camera judges.
 */
final class CheckSceneMode implements Processor {
  @Override
  public void process(Exchange exchange) {
    String body = exchange.getMessage().getBody(String.class);
    Set<String> names = new HashSet<>();
    try {
      StrictJson.readObject(
          (body == null ? "" : body).getBytes(StandardCharsets.UTF_8),
          (name, value) -> names.add(checked(name, value)));
      if (!names.contains("mode") && !names.contains("Mode")) {
        throw new Malformed("a SceneMode must have mode, or be a whole one, with Mode");
      }
    } catch (Malformed malformed) {
      throw new Refusal(Refusal.Kind.MALFORMED, malformed.sentence());
    }
  }

  private static String checked(String name, JsonParser value) {
    if (name.equals("mode") && value.currentToken() != JsonToken.VALUE_STRING) {
      throw new Malformed("mode must be a text");
    }
    if (name.equals("Mode") && value.currentToken() != JsonToken.START_OBJECT) {
      throw new Malformed("Mode must be an object");
    }
    return name;
  }
}
