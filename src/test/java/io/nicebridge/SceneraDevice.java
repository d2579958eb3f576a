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
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLContext;

/**
 * A device that calls as the library scenera-niceapi 1.0.1 does, by the byte and with its view of
 * what an answer is: HTTP 200, a SignedCMF that verifies, source and destination swapped, and a
 * payload. It never looks at ReplyStatusCode, and repeats nothing.
 */
final class SceneraDevice {
  static final String ID = "00000001-5cdd-280b-8002-00000000d1d1";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The library offers TLS 1.2 and these, and nothing else. */
  private static final String[] SUITES = {
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"
  };

  /** Both halves of an end point, as the objects of NICE 1.1 hold them. */
  record EndPoint(JsonNode app, JsonNode net) {
    static EndPoint in(JsonNode both) {
      return new EndPoint(both.path("AppEndPoint"), both.path("NetEndPoint"));
    }

    /** Only the first scheme is looked at. */
    String bearer() {
      return net.path("Scheme").path(0).path("AccessToken").asText();
    }

    int port() {
      String authority = net.path("Scheme").path(0).path("Authority").asText();
      return Integer.parseInt(authority.substring(authority.indexOf(':') + 1));
    }

    String id() {
      return net.path("EndPointID").asText();
    }
  }

  private final Jose jose;
  private final SSLContext trust;
  private int lastStatus;

  SceneraDevice(DevCertificates.Identity own, SSLContext trust) {
    this.jose = new Jose(ID, own);
    this.trust = trust;
  }

  static String base64(X509Certificate certificate) {
    try {
      return Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The HTTP status of the last call. */
  int lastStatus() {
    return lastStatus;
  }

  /** Without an application token: it is in the answer. */
  Optional<JsonNode> getManagementEndPoint(EndPoint factory) throws Exception {
    return call(factory, "management/GetManagementEndPoint", Optional.empty())
        .filter(object -> has(object, "Version", "NICELAEndPoint", "DeviceCertificate"));
  }

  Optional<JsonNode> getManagementObject(EndPoint la) throws Exception {
    return call(la, "management/GetManagementObject", Optional.of(JSON.createObjectNode()))
        .filter(
            object -> has(object, "Version", "DeviceID", "NICEAS", "AllowedTLSRootCertificates"));
  }

  Optional<JsonNode> getControlObject(EndPoint as) throws Exception {
    return call(as, "management/GetControlObject", Optional.of(JSON.createObjectNode()))
        .filter(object -> has(object, "Version", "DeviceID", "ControlEndPoints"));
  }

  Optional<JsonNode> getSceneMode(EndPoint control, String node) throws Exception {
    ObjectNode payload = JSON.createObjectNode().put("Version", "1.0").put("NodeID", node);
    return call(control, "control/" + node + "/GetSceneMode", Optional.of(payload))
        .filter(object -> has(object, "Version", "SceneModeID", "NodeID", "Mode"));
  }

  Optional<String> getDateTime(EndPoint la) throws Exception {
    byte[] random = new byte[64];
    ThreadLocalRandom.current().nextBytes(random);
    String challenge = HexFormat.of().formatHex(random);
    ObjectNode payload =
        JSON.createObjectNode()
            .put("Version", "1.0")
            .put("EndPointID", la.id())
            .put("RandomChallenge", challenge);
    return call(la, "management/GetDateTime", Optional.of(payload))
        .filter(object -> object.path("ReturnedRandomChallenge").asText().equals(challenge))
        .map(object -> object.path("DateTimeStamp").asText());
  }

  /** Raw JSON, no Common Message; whatever comes with 200 is good. */
  boolean setSceneMark(EndPoint output, String sceneMark) throws Exception {
    return post(output, sceneMarkPath(output), "application/json", sceneMark).isPresent();
  }

  /** A compact JWE for whoever has the scene's key. */
  boolean setEncryptedSceneMark(EndPoint output, String jwe) throws Exception {
    return post(output, sceneMarkPath(output), "text/plain", jwe).isPresent();
  }

  private static String sceneMarkPath(EndPoint output) {
    return "/1.0/%s/data/%s/%s/SetSceneMark"
        .formatted(
            output.id(),
            output.net().path("NodeID").asText(),
            output.net().path("PortID").asText());
  }

  private static boolean has(JsonNode object, String... names) {
    return List.of(names).stream().allMatch(object::has);
  }

  private Optional<JsonNode> call(EndPoint to, String command, Optional<ObjectNode> payload)
      throws Exception {
    String path = "/1.0/" + to.id() + "/" + command;
    String application = to.app().path("EndPointID").asText(to.id());
    // Order and spaces as Python's json.dumps writes them.
    StringBuilder request =
        new StringBuilder(
            """
            {"Version": "1.0", "MessageType": "request", "SourceEndPointID": "%s", \
            "DestinationEndPointID": "%s", "CommandType": "%s", \
            "DateTimeStamp": "2026-11-23T08:00:00.000Z\""""
                .formatted(ID, application, path));
    if (payload.isPresent()) {
      ObjectNode plain = JSON.createObjectNode();
      plain.put("AccessToken", to.app().path("AccessToken").asText());
      if (!payload.get().isEmpty()) {
        plain.set("PayloadObject", payload.get());
      }
      String jwe = Jose.encrypt(plain.toString(), application, certificate(to));
      request.append(", \"Payload\": \"").append(jwe).append('"');
    }
    String container = "{\"SignedCMF\": \"" + jose.sign(request + "}") + "\"}";
    Optional<JsonNode> answer = post(to, path, "application/json", container);
    return answer.isEmpty() ? answer : opened(answer.get(), certificate(to), application);
  }

  private static X509Certificate certificate(EndPoint to) {
    String base64 = to.app().path("X.509Certificate").path(0).asText();
    return X509CertUtils.parse(Base64.getDecoder().decode(base64));
  }

  /** Empty unless it is 200; what is no JSON then is an empty object. */
  private Optional<JsonNode> post(EndPoint to, String path, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost:%d\r\n".formatted(path, to.port())
            + "User-Agent: python-requests/2.31.0\r\nAccept-Encoding: gzip, deflate\r\n"
            + "Accept: application/json\r\nConnection: keep-alive\r\n"
            + "Authorization: Bearer %s\r\n".formatted(to.bearer())
            + "Content-Type: %s\r\nContent-Length: %d\r\n\r\n".formatted(type, bytes.length);
    try (RawHttps https = RawHttps.connect(trust, to.port())) {
      https.socket().setEnabledProtocols(new String[] {"TLSv1.2"});
      https.socket().setEnabledCipherSuites(SUITES);
      RawHttps.Response response = https.send(head + body).read();
      lastStatus = response.status();
      return response.status() == 200
          ? Optional.of(JSON.readTree(response.body()))
          : Optional.empty();
    }
  }

  private Optional<JsonNode> opened(JsonNode container, X509Certificate signer, String from)
      throws Exception {
    if (!container.has("SignedCMF")) {
      return Optional.empty(); // "not signed"
    }
    JWSObject jws = JWSObject.parse(container.path("SignedCMF").asText());
    boolean signed =
        signer.getPublicKey() instanceof ECPublicKey ec
            ? jws.verify(new ECDSAVerifier(ec))
            : jws.verify(new RSASSAVerifier((RSAPublicKey) signer.getPublicKey()));
    JsonNode response = JSON.readTree(jws.getPayload().toBytes());
    boolean swapped =
        response.path("SourceEndPointID").asText().equals(from)
            && response.path("DestinationEndPointID").asText().equals(ID);
    boolean whole =
        has(
            response,
            "Version",
            "MessageType",
            "SourceEndPointID",
            "DestinationEndPointID",
            "DateTimeStamp",
            "ReplyStatusCode",
            "Payload");
    return signed && swapped && whole
        ? Optional.of(
            JSON.readTree(jose.decrypt(response.path("Payload").asText())).path("PayloadObject"))
        : Optional.empty();
  }
}
