package io.nicebridge.vms;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.Messages;
import io.nicebridge.TestBridge;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.SimulatedCamera;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** XProtect's webhooks call cameras, once for each event, and only with its signature. */
class MilestoneDoorIT {
  private static final String SECRET = "topsecret";
  private static EmbeddedBroker broker;
  private static SimulatedCamera camera;
  private static TestBridge bridge;
  private static HttpClient client;

  @BeforeAll
  static void start() {
    broker = new EmbeddedBroker().start();
    camera = SimulatedCamera.on(broker.tcp().toString(), Messages.CAMERA).start().join();
    bridge =
        VmsSite.with("milestone-door", broker.tcp().toString())
            .set("nice.milestone.webhook-secret", SECRET)
            .set("nice.token-source.main.secret", "token-of-the-site")
            .set("nice.control.timeout", "2s")
            .edit(
                "cameras.camel.yaml",
                "          # lobby  00000001-5cdd-280b-8002-000000000001  0001,0002\n",
                "          lobby  %s  0001\n          away  00000001-5cdd-280b-8002-0000000000ff  0001\n"
                    .formatted(Messages.CAMERA))
            .edit(
                "vms/milestone-door.camel.yaml",
                "          lobby   management   SetPrivacyMode   {\"Mode\":\"Private\"}    NICE Privacy On\n",
                """
                          lobby   management   GetDeviceStatus   {}   NICE Status
                          away    management   GetDeviceStatus   {}   NICE Away
                """)
            .start();
    client = bridge.client();
  }

  @AfterAll
  static void stop() {
    bridge.close();
    camera.close();
    broker.close();
  }

  private static byte[] hmac(byte[] body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return mac.doFinal(body);
  }

  private static String hex(byte[] body) throws Exception {
    return "sha256=" + HexFormat.of().formatHex(hmac(body));
  }

  private static String base64(byte[] body) throws Exception {
    return "sha256=" + Base64.getEncoder().encodeToString(hmac(body));
  }

  private static HttpResponse<String> post(byte[] body, String signature) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + bridge.port() + "/milestone"))
            .header("Content-Type", "application/json")
            .header("X-Milestone-Api-Version", "v1.0")
            .header("X-Hub-Signature-256", signature)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static byte[] event(String id, String name) {
    return """
        {"Event":{"EventHeader":{"ID":"%s","Timestamp":"2026-01-05T10:15:30.25Z","Type":"System Event","Version":"1.0",
         "Priority":1,"PriorityName":"High","Name":"%s","Message":"%s","Source":{"Name":"Lobby","FQID":{"ServerId":{"Type":"XPCO",
         "Hostname":"srv","Port":80,"Id":"0d9c5c1e-6f3a-4f0f-9d7c-3b1f0a6f2c11","Scheme":"http"},"ParentId":"0d9c5c1e-6f3a-4f0f-9d7c-3b1f0a6f2c12",
         "ObjectId":"0d9c5c1e-6f3a-4f0f-9d7c-3b1f0a6f2c13","FolderType":0,"Kind":"5135BA21-F1DC-4321-806A-6CE2017343C0"}},"MessageId":"m"}},
         "Site":{"ServerHostname":"srv","AbsoluteUri":"http://srv/","ServerType":"XPCO"}}"""
        .formatted(id, name, name)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void callsTheCameraOnceForAnEventThatComesThreeTimes() throws Exception {
    byte[] body = event("once", "NICE Status");
    int before = camera.seen();

    HttpResponse<String> first = post(body, hex(body));
    HttpResponse<String> second = post(body, base64(body));
    HttpResponse<String> third = post(body, hex(body));

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.body()).contains("\"outcome\":\"done\"");
    assertThat(second.body()).isEqualTo("{\"outcome\":\"known\"}");
    assertThat(third.statusCode()).isEqualTo(200);
    assertThat(camera.seen()).isEqualTo(before + 1);
  }

  @Test
  void ignoresAnEventThatNoLineNames() throws Exception {
    byte[] body = event("other", "Motion Started");

    assertThat(post(body, hex(body)).body()).isEqualTo("{\"outcome\":\"ignored\"}");
  }

  @Test
  void callsNobodyWithoutAGoodSignature() throws Exception {
    byte[] body = event("forged", "NICE Status");
    int before = camera.seen();

    assertThat(post(body, "sha256=" + "0".repeat(64)).statusCode()).isEqualTo(401);
    assertThat(post(body, hex(event("another", "NICE Status"))).statusCode()).isEqualTo(401);
    assertThat(post(body, "none").statusCode()).isEqualTo(401);
    assertThat(camera.seen()).isEqualTo(before);
  }

  @Test
  void answersEachOfTenThousandHostileWebhooksWith4xxAndCallsForTheNextGoodOne() throws Exception {
    byte[][] hostile = {
      new byte[0],
      "null".getBytes(StandardCharsets.UTF_8),
      "{}".getBytes(StandardCharsets.UTF_8),
      "{\"Event\":{}}".getBytes(StandardCharsets.UTF_8),
      "{\"Event\":{\"EventHeader\":{\"ID\":7,\"Name\":\"NICE Status\"}}}"
          .getBytes(StandardCharsets.UTF_8),
      "{\"Event\":{\"EventHeader\":{\"ID\":\"x\"}}}".getBytes(StandardCharsets.UTF_8),
      "{\"a\":".repeat(3000).getBytes(StandardCharsets.UTF_8),
      event("x", "NICE Status\u00e9").clone(),
      "<!DOCTYPE a><a/>".getBytes(StandardCharsets.UTF_8),
      new byte[] {(byte) 0xff, (byte) 0xfe, 0}
    };
    hostile[7] =
        new String(event("x", "NICE\u00e9"), StandardCharsets.UTF_8)
            .getBytes(StandardCharsets.ISO_8859_1);

    for (int i = 0; i < 10_000; i++) {
      byte[] body = hostile[i % hostile.length];
      assertThat(post(body, hex(body)).statusCode()).isBetween(400, 499);
    }
    byte[] huge = new byte[10 << 20];
    assertThat(post(huge, hex(huge)).statusCode()).isEqualTo(413);

    byte[] good = event("after", "NICE Status");
    assertThat(post(good, hex(good)).body()).contains("\"outcome\":\"done\"");
  }
}
