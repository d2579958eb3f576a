package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.TokenIssuer;
import io.nicebridge.secret.HashedSecret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A system that knows only HTTP calls a camera that wants its payload encrypted, and a token of an
 * OAuth 2.0 issuer: the camera decrypts with its own key, and encrypts what it answers.
 */
class EncryptedCallsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = HashedSecret.newSecret();
  private static final Duration LIFETIME = Duration.ofSeconds(35);
  private final EmbeddedBroker broker = new EmbeddedBroker();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private ECKey cameras;
  private RSAKey bridges;
  private MqttDevice camera;
  private TokenIssuer issuer;
  private TestBridge bridge;
  private HttpClient client;

  @BeforeEach
  void start() throws Exception {
    broker.start();
    cameras = new ECKeyGenerator(Curve.P_256).keyID(Messages.CAMERA).generate();
    bridges = new RSAKeyGenerator(2_048).keyID(TestBridge.ID).generate();
    camera = MqttDevice.on(broker.tcp(), Messages.CAMERA, false, this::answer);
    TestBridge.Builder builder = TestBridge.on(broker.tcp().toString());
    issuer = new TokenIssuer(builder.certificates().server("EC"), LIFETIME);
    Files.writeString(
        builder.home().resolve("body-keys.json"),
        new JWKSet(List.of(cameras.toPublicJWK(), bridges)).toString(false));
    Files.writeString(
        builder.home().resolve("clients"),
        "desk %s Control *\n".formatted(HashedSecret.of(KEY).text()));
    bridge =
        builder
            .set(
                "camel.main.routesIncludePattern",
                "file:routes/*.camel.yaml,file:routes/vms/rest-door.camel.yaml")
            .set("nice.rest.clients", "file:clients")
            .set("nice.body.keys", "file:body-keys.json")
            .set("nice.token-source.main.url", issuer.url() + "/token")
            .set("nice.token-source.main.client-id", TokenIssuer.CLIENT)
            .set("nice.token-source.main.client-secret", TokenIssuer.SECRET)
            .set("nice.token-source.main.trust-store", "file:ca.pem")
            .edit(
                "cameras.camel.yaml",
                "          # lobby  00000001-5cdd-280b-8002-000000000001  0001,0002\n",
                "          lobby  %s  0001\n".formatted(Messages.CAMERA))
            .edit(
                "vms/rest-door.camel.yaml",
                "== 'command'\"\n                steps:\n                  - to: direct:call-device\n",
                """
                == 'command'"
                                steps:
                                  - process: { ref: encrypt-body }
                                  - to: direct:call-device
                                  - process: { ref: decrypt-body }
                """)
            .start();
    client = bridge.client();
  }

  @AfterEach
  void stop() {
    bridge.close();
    issuer.close();
    camera.close();
    broker.close();
  }

  /** What the camera does: it decrypts, notes the token, and answers with what it was told. */
  private Optional<byte[]> answer(String topic, byte[] body) {
    try {
      JsonNode request = JSON.readTree(body);
      tokens.add(request.path("AccessToken").asText());
      JWEObject told = JWEObject.parse(request.at("/Payload/Body").asText());
      told.decrypt(new ECDHDecrypter(cameras));
      ObjectNode response = JSON.createObjectNode();
      response.put("MessageType", "response");
      response.put("SourceEndPointID", request.path("SourceEndPointID").asText());
      response.put("DestinationEndPointID", request.path("DestinationEndPointID").asText());
      response.put("DateTimeStamp", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
      response.put("EncryptionOn", true);
      response.put("ReplyID", request.path("CommandID").asLong());
      response.put("ReplyStatusCode", request.path("EncryptionOn").asBoolean() ? 200 : 400);
      response.put("ReplyErrorCode", 0);
      response.put("ReplyStatusMessage", "OK");
      response.putObject("Payload").put("Body", encrypted("{\"heard\":" + told.getPayload() + "}"));
      return Optional.of(JSON.writeValueAsBytes(response));
    } catch (Exception odd) {
      return Optional.empty();
    }
  }

  private String encrypted(String text) throws JOSEException {
    JWEHeader header =
        new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM)
            .keyID(TestBridge.ID)
            .build();
    JWEObject object = new JWEObject(header, new Payload(text));
    object.encrypt(new RSAEncrypter(bridges.toRSAPublicKey()));
    return object.serialize();
  }

  private JsonNode call(String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "https://localhost:%d/api/cameras/lobby/commands/Tell"
                        .formatted(bridge.port())))
            .header("X-API-Key", KEY)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  @Test
  void reachesTheCameraAndComesBackEncryptedUnderATokenThatIsRenewedAheadOfItsExpiry()
      throws Exception {
    assertThat(call("{\"secret\":\"open\"}").at("/body/heard/secret").asText()).isEqualTo("open");
    assertThat(tokens).containsExactly("token-1");

    await()
        .atMost(LIFETIME.plusSeconds(30))
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              call("{\"secret\":\"again\"}");
              return tokens.contains("token-2");
            });

    assertThat(issuer.renewedAfter().orElseThrow()).isLessThan(LIFETIME.minusSeconds(1));
    assertThat(issuer.refused()).isEmpty();
    assertThat(camera.seen())
        .extracting(body -> new String(body, StandardCharsets.UTF_8))
        .noneMatch(text -> text.contains("secret"));
    assertThat(bridge.log()).doesNotContain("token-1").doesNotContain(TokenIssuer.SECRET);
    assertThat(bridge.metric("nice_calls_seconds_count{outcome=\"done\"}"))
        .isEqualTo(camera.seen().size());
  }
}
