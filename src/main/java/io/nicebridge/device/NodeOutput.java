package io.nicebridge.device;

import com.fasterxml.jackson.databind.JsonNode;
import io.nicebridge.id.DataPath;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.NodeId;
import io.nicebridge.id.PortId;
import io.nicebridge.id.Strictness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where what a Node sees goes: an entry of a SceneMode's SceneMarkOutputList, or of the
 * DestinationEndPointList of one of its Outputs. Older writers put AppEndPoint and NetEndPoint
 * straight into the former, later ones SceneMarkOutputEndPoint.
 *
 * @param name as refusals call it
 * @param path the topic of the data (NICE 0.9 section 8.2)
 * @param broker the one that it names; empty where it has no scheme by MQTT
 * @param qos 0, 1 or 2; 1 where the scheme does not say
 * @param token of the application that reads it; empty where there is none
 * @param encryption where it wants it encrypted
 */
public record NodeOutput(
    String name,
    DataPath path,
    Optional<MqttScheme> broker,
    int qos,
    String token,
    Optional<SceneEncryption> encryption) {
  /** Of one SceneMode. */
  static final int MOST = 16;

  private static final String LIST = "SceneMarkOutputList";
  private static final String END_POINT = "SceneMarkOutputEndPoint";
  private static final int DEFAULT_QOS = 1;
  private static final int HIGHEST_QOS = 2;

  /** Of SceneData, by the Port that it comes from. */
  static Map<PortId, List<NodeOutput>> data(Part mode) {
    Map<PortId, List<NodeOutput>> byPort = new HashMap<>();
    List<Part> parts = mode.objects("Outputs");
    requireFew("Outputs", parts);
    for (Part part : parts) {
      List<Part> destinations = part.objects("DestinationEndPointList");
      requireFew(part.named("DestinationEndPointList"), destinations);
      List<NodeOutput> outputs = byPort.computeIfAbsent(port(part), port -> new ArrayList<>());
      destinations.forEach(entry -> outputs.add(output(entry, SceneEncryption.of(part))));
    }
    return byPort;
  }

  private static void requireFew(String name, List<Part> parts) {
    if (parts.size() > MOST) {
      throw new Malformed("%s has %d entries, limit %d".formatted(name, parts.size(), MOST));
    }
  }

  /** Of SceneMarks; none where it asks for none. */
  static List<NodeOutput> marks(Part mode) {
    List<Part> parts = mode.find("Mode").map(part -> part.objects(LIST)).orElse(List.of());
    requireFew(LIST, parts);
    List<NodeOutput> outputs = new ArrayList<>();
    for (Part part : parts) {
      outputs.add(output(part, SceneEncryption.of(part)));
    }
    return List.copyOf(outputs);
  }

  private static NodeOutput output(Part entry, Optional<SceneEncryption> encryption) {
    Part where = entry.find(END_POINT).orElse(entry);
    Part net = where.find("NetEndPoint").orElse(where);
    NetEndPoint read = NetEndPoint.of(net);
    return new NodeOutput(
        entry.path(),
        new DataPath(read.version(), read.id(), node(net), port(net)),
        read.mqtt(),
        qos(net),
        where.find("AppEndPoint").flatMap(app -> app.findText("AccessToken")).orElse(""),
        encryption);
  }

  private static NodeId node(Part net) {
    return NodeId.parse(last(net, "NodeID"), Strictness.STRICT);
  }

  private static PortId port(Part net) {
    return PortId.parse(last(net, "PortID"), Strictness.STRICT);
  }

  /** Older writers put whose it is before it; 0000: there are none to choose from (section 3). */
  private static String last(Part net, String member) {
    String text = net.findText(member).orElse(NodeId.NOT_APPLICABLE.text());
    return text.substring(text.lastIndexOf('_') + 1);
  }

  private static int qos(Part net) {
    Optional<JsonNode> said =
        net.objects("Scheme").stream()
            .filter(NetEndPoint::isMqtt)
            .findFirst()
            .map(scheme -> scheme.node().path("QoS"))
            .filter(qos -> !qos.isMissingNode() && !qos.isNull());
    if (said.filter(qos -> !qos.isInt() || qos.asInt() < 0 || qos.asInt() > HIGHEST_QOS)
        .isPresent()) {
      throw new Malformed(net.named("Scheme") + ": QoS must be 0, 1 or 2");
    }
    return said.map(JsonNode::asInt).orElse(DEFAULT_QOS);
  }

  /** For a log: no token. */
  @Override
  public String toString() {
    return "NodeOutput[" + path + ", QoS " + qos + "]";
  }
}
