package io.nicebridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.X509CertUtils;
import io.nicebridge.demo.DevCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A licensing authority and account service of NICE 1.1 (LA, AS), as far as a device asks them: it
 * verifies and decrypts what comes, and answers signed and encrypted for the device. Its
 * application has another EndPointID than its place in the network.
 */
final class SceneraServer {
  static final String NETWORK = "00000001-5cdd-280b-8002-00000000aaaa";
  static final String APPLICATION = "00000001-5cdd-280b-8002-00000000bbbb";
  private static final String APPLICATION_TOKEN = "sealed, and nobody's but the server's";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Jose jose;
  private final X509Certificate device;
  private final X509Certificate root;
  private final String authority;
  private final String bearer;
  private final List<String> faults = new CopyOnWriteArrayList<>();

  /**
   * @param root of everybody's certificate
   * @param authority where the device shall go: the bridge
   * @param bearer the network token that it shall show there
   */
  SceneraServer(
      DevCertificates.Identity own,
      X509Certificate device,
      X509Certificate root,
      String authority,
      String bearer) {
    this.jose = new Jose(APPLICATION, own);
    this.device = device;
    this.root = root;
    this.authority = authority;
    this.bearer = bearer;
  }

  /** What was wrong with requests. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /** The whole answer to this body on this path. */
  byte[] answer(String path, byte[] body) {
    try {
      JsonNode request = opened(JSON.readTree(body).path("SignedCMF").asText());
      require(request.path("Version").asText().equals("1.0"), "Version");
      require(request.path("MessageType").asText().equals("request"), "MessageType");
      require(request.path("CommandType").asText().equals(path), "CommandType and path");
      JsonNode payload = payload(request, path);
      ObjectNode response =
          JSON.createObjectNode()
              .put("Version", "1.0")
              .put("MessageType", "response")
              .put("SourceEndPointID", request.path("DestinationEndPointID").asText())
              .put("DestinationEndPointID", request.path("SourceEndPointID").asText())
              .put("ReplyStatusCode", 0)
              .put("DateTimeStamp", "2026-11-23T08:00:00.000Z")
              .put("ReplyStatusMessage", "OK");
      ObjectNode sealed = JSON.createObjectNode();
      sealed.set("PayloadObject", object(path, payload.path("PayloadObject")));
      String id = request.path("SourceEndPointID").asText();
      response.put("Payload", Jose.encrypt(sealed.toString(), id, device));
      String container = "{\"SignedCMF\": \"" + jose.sign(response.toString()) + "\"}";
      return container.getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode opened(String compact) throws IOException {
    try {
      JWSObject jws = JWSObject.parse(compact);
      X509Certificate signer =
          X509CertUtils.parse(jws.getHeader().getX509CertChain().get(0).decode());
      boolean signed =
          signer.getPublicKey() instanceof ECPublicKey ec
              ? jws.verify(new ECDSAVerifier(ec))
              : jws.verify(new RSASSAVerifier((RSAPublicKey) signer.getPublicKey()));
      require(signed && signer.equals(device), "signature");
      return JSON.readTree(jws.getPayload().toBytes());
    } catch (java.text.ParseException | com.nimbusds.jose.JOSEException e) {
      throw new IOException(e);
    }
  }

  /** The first call of all has no application token yet, and so no payload. */
  private JsonNode payload(JsonNode request, String path) throws IOException {
    if (path.endsWith("/GetManagementEndPoint")) {
      require(!request.has("Payload"), "no payload before there is a token");
      return JSON.createObjectNode();
    }
    JsonNode payload = JSON.readTree(jose.decrypt(request.path("Payload").asText()));
    require(payload.path("AccessToken").asText().equals(APPLICATION_TOKEN), "application token");
    require(
        request.path("DestinationEndPointID").asText().equals(APPLICATION),
        "the application's EndPointID");
    return payload;
  }

  private ObjectNode object(String path, JsonNode asked) {
    ObjectNode object = JSON.createObjectNode().put("Version", "1.0");
    String api = path.substring(path.lastIndexOf('/') + 1);
    switch (api) {
      case "GetManagementEndPoint" -> {
        object.set("NICELAEndPoint", endPoint());
        object.putArray("DeviceCertificate").add(SceneraDevice.base64(device));
      }
      case "GetManagementObject" -> {
        object.put("DeviceID", SceneraDevice.ID);
        object.putObject("NICEAS").put("NICEASID", APPLICATION).set("NICEASEndPoint", endPoint());
        object.putArray("AllowedTLSRootCertificates").add(SceneraDevice.base64(root));
        object.putArray("DeviceCertificate").add(SceneraDevice.base64(device));
      }
      case "GetControlObject" -> {
        object.put("DeviceID", SceneraDevice.ID);
        object.putArray("ControlEndPoints").add(endPoint());
      }
      case "GetSceneMode" -> sceneMode(object, asked.path("NodeID").asText());
      case "GetDateTime" ->
          object
              .put("EndPointID", asked.path("EndPointID").asText())
              .put("ReturnedRandomChallenge", asked.path("RandomChallenge").asText())
              .put("DateTimeStamp", "2026-11-23T08:00:00.000Z");
      default -> require(false, "API " + api);
    }
    return object;
  }

  private void sceneMode(ObjectNode object, String node) {
    object.put("SceneModeID", "00000001-5cdd-280b-8002-00000000cccc").put("NodeID", node);
    ObjectNode output = (ObjectNode) endPoint().path("NetEndPoint");
    ObjectNode mode = object.putObject("Mode").put("SceneMode", "Face");
    mode.putArray("SceneModeConfig");
    mode.putArray("SceneMarkOutputList")
        .addObject()
        .set("SceneMarkOutputEndPoint", output.put("NodeID", node).put("PortID", "0001"));
  }

  private ObjectNode endPoint() {
    ObjectNode both = JSON.createObjectNode();
    both.putObject("AppEndPoint")
        .put("APIVersion", "1.0")
        .put("EndPointID", APPLICATION)
        .put("AccessToken", APPLICATION_TOKEN)
        .putArray("X.509Certificate")
        .add(SceneraDevice.base64(jose.identity().certificate()));
    both.putObject("NetEndPoint")
        .put("APIVersion", "1.0")
        .put("EndPointID", NETWORK)
        .putArray("Scheme")
        .addObject()
        .put("Protocol", "WebAPI")
        .put("Authority", authority)
        .put("Role", "Client")
        .put("AccessToken", bearer);
    return both;
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      faults.add(what);
    }
  }
}
