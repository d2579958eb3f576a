package io.nicebridge.device;

import com.fasterxml.jackson.databind.JsonNode;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Version;
import java.util.List;
import java.util.Optional;

/**
 * Where an endpoint is in the network: {@code NetEndPoint} of the objects of NICE.
 *
 * @param version begins its paths and topics
 * @param web the first scheme by HTTPS
 * @param mqtt the first scheme by MQTT
 */
public record NetEndPoint(
    Version version, EndPointId id, Optional<WebScheme> web, Optional<MqttScheme> mqtt) {
  /** Protocol as later schemas number it. */
  private static final List<String> PROTOCOLS = List.of("MQTT", "WebAPI", "WebRTC", "Local");

  static NetEndPoint of(Part part) {
    List<Part> schemes = part.objects("Scheme");
    return new NetEndPoint(
        new Version(part.findText("APIVersion").orElse("1.0")),
        part.endPoint("EndPointID"),
        schemes.stream().filter(s -> protocol(s).equals("WebAPI")).findFirst().map(WebScheme::of),
        schemes.stream().filter(NetEndPoint::isMqtt).findFirst().map(MqttScheme::of));
  }

  static boolean isMqtt(Part scheme) {
    return protocol(scheme).equals("MQTT");
  }

  private static String protocol(Part scheme) {
    JsonNode protocol = scheme.node().path("Protocol");
    return protocol.isInt() && protocol.asInt() >= 0 && protocol.asInt() < PROTOCOLS.size()
        ? PROTOCOLS.get(protocol.asInt())
        : scheme.text("Protocol");
  }
}
