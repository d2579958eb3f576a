package io.nicebridge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.nicebridge.relay.SessionView;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * {@code GET /observe/signaling} on the management port: a JSON array, an object for each session
 * that is not forgotten yet. Times in seconds. Nothing of what was said.
 */
final class SignalingPage {
  private static final JsonFactory JSON = new JsonFactory();

  private final Supplier<List<SessionView>> sessions;

  SignalingPage(Supplier<List<SessionView>> sessions) {
    this.sessions = sessions;
  }

  void on(VertxPlatformHttpRouter router) {
    router
        .route(HttpMethod.GET, "/observe/signaling")
        .handler(
            context ->
                context
                    .response()
                    .putHeader("Content-Type", "application/json")
                    .end(Buffer.buffer(json(sessions.get()))));
  }

  static byte[] json(List<SessionView> sessions) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartArray();
      for (SessionView session : sessions) {
        write(json, session);
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, SessionView session) throws IOException {
    json.writeStartObject();
    json.writeStringField("caller", session.caller().text());
    json.writeStringField("called", session.called().text());
    json.writeStringField("state", session.state().name().toLowerCase(Locale.ROOT));
    json.writeNumberField("ageSeconds", session.age().toSeconds());
    json.writeNumberField("silentSeconds", session.silent().toSeconds());
    json.writeNumberField("fromCaller", session.fromCaller());
    json.writeNumberField("fromCalled", session.fromCalled());
    json.writeNumberField("waiting", session.waiting());
    json.writeEndObject();
  }
}
