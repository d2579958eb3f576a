package io.nicebridge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.nicebridge.device.DeviceView;
import io.nicebridge.device.DeviceView.Connected;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * {@code GET /observe/devices} on the management port: a JSON array, an object for each virtual
 * device, with where it is in its life and how its connections are. No token, no password, no key.
 */
final class DevicesPage {
  private static final JsonFactory JSON = new JsonFactory();

  private final Supplier<List<DeviceView>> devices;

  DevicesPage(Supplier<List<DeviceView>> devices) {
    this.devices = devices;
  }

  void on(VertxPlatformHttpRouter router) {
    router
        .route(HttpMethod.GET, "/observe/devices")
        .handler(
            context ->
                context
                    .response()
                    .putHeader("Content-Type", "application/json")
                    .end(Buffer.buffer(json(devices.get()))));
  }

  static byte[] json(List<DeviceView> devices) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartArray();
      for (DeviceView device : devices) {
        write(json, device);
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, DeviceView device) throws IOException {
    json.writeStartObject();
    json.writeStringField("device", device.device().text());
    json.writeStringField("stage", word(device.stage()));
    text(json, "account", device.account());
    json.writeArrayFieldStart("links");
    for (Connected link : device.links()) {
      json.writeStartObject();
      json.writeStringField("to", word(link.side()));
      json.writeStringField("address", link.address());
      json.writeStringField("state", word(link.status().state()));
      json.writeStringField("since", link.status().since().toString());
      text(json, "lastFault", link.status().lastFault());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("sceneModes");
    for (var mode : device.modes().entrySet()) {
      json.writeStringField(mode.getKey().text(), mode.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("revokedTokens", device.revoked());
    text(json, "fault", device.fault());
    json.writeEndObject();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void text(JsonGenerator json, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    }
  }
}
