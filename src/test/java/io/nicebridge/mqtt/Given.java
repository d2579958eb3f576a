package io.nicebridge.mqtt;

import io.nicebridge.id.EndPointId;
import io.nicebridge.message.CommandKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The cast of these tests, and the values they pass round. */
final class Given {
  static final EndPointId BRIDGE = new EndPointId("00000001-5cdd-280b-8003-00010000b01d");
  static final EndPointId CAMERA = new EndPointId("00000001-5cdd-280b-8003-0001000ca3e7");
  static final Duration SOON = Duration.ofSeconds(5);

  private Given() {}

  static BrokerSettings settings(URI url) {
    return new BrokerSettings(
        "main",
        url,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        TlsSettings.SYSTEM,
        List.of(),
        false,
        0,
        Duration.ofSeconds(3),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1));
  }

  static BrokerSettings withReplyTopics(BrokerSettings from, String... topics) {
    return copy(from, from.clientId(), from.tls(), List.of(topics), false, from.qos());
  }

  static BrokerSettings withQos1(BrokerSettings from) {
    return copy(from, from.clientId(), from.tls(), from.replyTopics(), false, 1);
  }

  static BrokerSettings withLeadingSlash(BrokerSettings from) {
    return copy(from, from.clientId(), from.tls(), from.replyTopics(), true, from.qos());
  }

  static BrokerSettings withTls(BrokerSettings from, TlsSettings tls) {
    return copy(from, from.clientId(), tls, from.replyTopics(), false, from.qos());
  }

  static BrokerSettings withClientId(BrokerSettings from, String id) {
    return copy(from, Optional.of(id), from.tls(), from.replyTopics(), false, from.qos());
  }

  private static BrokerSettings copy(
      BrokerSettings from,
      Optional<String> clientId,
      TlsSettings tls,
      List<String> replyTopics,
      boolean leadingSlash,
      int qos) {
    return new BrokerSettings(
        from.name(),
        from.url(),
        from.username(),
        from.password(),
        clientId,
        tls,
        replyTopics,
        leadingSlash,
        qos,
        from.connectTimeout(),
        from.heartbeat(),
        from.maxReconnectDelay());
  }

  static DeviceRequest getStatus(long commandId) {
    return request("alice", commandId, "GetStatus");
  }

  static DeviceRequest request(String caller, long commandId, String api) {
    String topic = "1/" + CAMERA.text() + "/control/0001/" + api;
    return new DeviceRequest(
        "main", topic, new CommandKey(BRIDGE, CAMERA, commandId), caller, body(commandId, topic));
  }

  /** A request of NICE 0.9 section 4.1. */
  static byte[] body(long commandId, String topic) {
    String json =
        """
        {"MessageType":"request","SourceEndPointID":"%s","DestinationEndPointID":"%s",
        "DateTimeStamp":"2026-11-22T08:00:00.000Z","CommandID":%d,"CommandType":"/%s",
        "AccessToken":"x","EncryptionOn":false}"""
            .formatted(BRIDGE, CAMERA, commandId, topic);
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** A response of NICE 0.9 section 4.1. */
  static byte[] response(EndPointId source, EndPointId destination, long replyId) {
    String json =
        """
        {"MessageType":"response","SourceEndPointID":"%s","DestinationEndPointID":"%s",
        "DateTimeStamp":"2026-11-22T08:00:01.000Z","EncryptionOn":false,"ReplyID":%d,
        "ReplyStatusCode":200,"ReplyErrorCode":0,"ReplyStatusMessage":"OK"}"""
            .formatted(source, destination, replyId);
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
