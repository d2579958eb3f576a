package io.nicebridge;

import static io.nicebridge.Messages.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import io.nicebridge.demo.DevTokens;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.SimulatedCamera;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tokens at the door, over real HTTPS (catalogue J and K): every bad one is 401, says nothing about
 * why, and leaves nothing on the wire.
 */
class TokensIT {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private final Site site = Site.shared();

  static Stream<Arguments> badTokens() throws Exception {
    DevTokens tokens = Site.shared().bridge.tokens();
    String good = tokens.token(CALLER, "Management");
    String[] parts = good.split("\\.", -1);
    Map<String, String> bad = new LinkedHashMap<>();
    for (String none : List.of("none", "None", "NONE", "nOnE")) {
      bad.put("alg " + none, encode("{\"alg\":\"" + none + "\"}") + "." + parts[1] + ".");
    }
    bad.put("HS256 with the public key", hmac(parts[1], tokens.jwks()));
    bad.put("HS256 with a poor secret", hmac(parts[1], "secret"));
    bad.put("relabelled RS256", relabelled(tokens, parts, "RS256"));
    bad.put("relabelled ES384", relabelled(tokens, parts, "ES384"));
    bad.put(
        "ES256 with r=s=0", parts[0] + "." + parts[1] + "." + BASE64.encodeToString(new byte[64]));
    bad.put(
        "signature of 63 bytes",
        parts[0] + "." + parts[1] + "." + BASE64.encodeToString(new byte[63]));
    bad.put("key of another issuer", DevTokens.create().token(CALLER, "Management"));
    bad.put(
        "kid unknown", tokens.token(header(tokens).keyID("../../etc/passwd").build(), claims()));
    bad.put(
        "crit",
        tokens.token(
            header(tokens).criticalParams(java.util.Set.of("x")).customParam("x", 1).build(),
            claims()));
    bad.put(
        "typ id_token",
        tokens.token(header(tokens).type(new JOSEObjectType("id_token")).build(), claims()));
    bad.put(
        "typ dpop+jwt",
        tokens.token(header(tokens).type(new JOSEObjectType("dpop+jwt")).build(), claims()));
    bad.put("cty JWT", tokens.token(header(tokens).contentType("JWT").build(), claims()));
    bad.put(
        "one claim changed",
        parts[0]
            + "."
            + encode(decode(parts[1]).replace("Management", "Control"))
            + "."
            + parts[2]);
    bad.put("signature bit flipped", flipped(good));
    bad.put("truncated", good.substring(0, good.length() - 4));
    bad.put("extra dot", good + ".");
    bad.put("padding", good + "=");
    bad.put("two parts", parts[0] + "." + parts[1]);
    bad.put("JSON serialisation", "{\"payload\":\"x\"}");
    bad.put("JWE", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.AAAA.AAAA");
    long now = Instant.now().getEpochSecond();
    bad.put("expired", with("exp", now - 61));
    bad.put("no exp", without("exp"));
    bad.put("exp a word", with("exp", "tomorrow"));
    bad.put("exp a number in a string", with("exp", Long.toString(now + 600)));
    bad.put("exp negative", with("exp", -1));
    bad.put("exp ISO in the past", with("exp", "2001-02-17T06:44:03.393Z"));
    bad.put("not yet valid", with("nbf", now + 300));
    bad.put("issued in the future", with("iat", now + 600));
    bad.put("no sub", without("sub"));
    bad.put("empty sub", with("sub", ""));
    bad.put("sub with a wildcard", with("sub", "a/+/#"));
    bad.put(
        "claims an array",
        tokens.token(header(tokens).build(), Map.of()).replace("e30", encode("[]")));
    return bad.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badTokens")
  void answers401(String what, String token) {
    int mark = site.mark();

    HttpResponse<String> response = site.send(withToken(token));

    assertThat(response.statusCode()).as(what).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer error=\"invalid_token\"");
    assertThat(response.body())
        .contains("\"ReplyStatusMessage\":\"the access token is not valid here\"");
    site.assertNothingWasPublishedSince(mark);
  }

  static Stream<Arguments> goodTokens() {
    DevTokens tokens = Site.shared().bridge.tokens();
    long now = Instant.now().getEpochSecond();
    return Stream.of(
        Arguments.of("no typ", tokens.token(header(tokens).type(null).build(), claims())),
        Arguments.of(
            "at+jwt",
            tokens.token(header(tokens).type(new JOSEObjectType("at+jwt")).build(), claims())),
        Arguments.of("no kid", tokens.token(header(tokens).keyID(null).build(), claims())),
        Arguments.of(
            "dates as NICE authorities write them", with("exp", "2032-02-17T06:44:03.393Z")),
        Arguments.of("expired within the skew", with("exp", now - 10)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goodTokens")
  void answers200(String what, String token) {
    assertThat(site.send(withToken(token)).statusCode()).as(what).isEqualTo(200);
  }

  @Test
  void checksIssuerAudienceAndRevocationWhenTheyAreConfigured() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        SimulatedCamera camera =
            SimulatedCamera.on(broker.tcp().toString(), Messages.CAMERA).start().join()) {
      TestBridge.Builder builder =
          TestBridge.on(broker.tcp().toString())
              .set("nice.token.issuer", "https://issuer.example")
              .set("nice.token.audience", "the-bridge")
              .set("nice.token.revoked", "file:revoked.txt")
              .set("nice.http.rate-limit", "5");
      Files.writeString(builder.home().resolve("revoked.txt"), "gone\n");
      try (TestBridge bridge = builder.start()) {
        Map<String, Object> good = claims();
        good.put("iss", "https://issuer.example");
        good.put("aud", List.of("someone-else", "the-bridge"));

        assertThat(status(bridge, good)).isEqualTo(200);
        assertThat(status(bridge, changed(good, "iss", "https://issuer.example/"))).isEqualTo(401);
        assertThat(status(bridge, changed(good, "aud", "someone-else"))).isEqualTo(401);
        assertThat(status(bridge, changed(good, "jti", "gone"))).isEqualTo(401);

        Map<String, Object> later = changed(good, "jti", "later");
        assertThat(status(bridge, later)).isEqualTo(200);
        Files.writeString(builder.home().resolve("revoked.txt"), "gone\nlater\n");
        await()
            .atMost(Duration.ofSeconds(10))
            .pollInterval(Duration.ofMillis(500))
            .until(() -> status(bridge, later) == 401);

        await()
            .atMost(Duration.ofSeconds(10))
            .pollInterval(Duration.ofMillis(1))
            .until(() -> status(bridge, good) == 429);
      }
    }
  }

  @Test
  void answers503AndIsNotReadyWhileItNeverHadAKey() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start()) {
      TestBridge.Builder builder =
          TestBridge.on(broker.tcp().toString()).set("nice.token.jwks", "https://localhost:1/keys");
      try (TestBridge bridge = builder.launch()) {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> bridge.log().contains("front door open"));

        HttpResponse<String> response =
            bridge.ask(bridge.tokens().token(CALLER, "Management")).join();

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("\"ReplyErrorCode\":5036");
        assertThat(bridge.isReady()).isFalse();
      }
    }
  }

  @Test
  void takesARotatedKeyAndRefusesTheOldOne() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        SimulatedCamera camera =
            SimulatedCamera.on(broker.tcp().toString(), Messages.CAMERA).start().join();
        TestBridge bridge = TestBridge.on(broker.tcp().toString()).start()) {
      String old = bridge.tokens().token(CALLER, "Management");
      assertThat(bridge.ask(old).join().statusCode()).isEqualTo(200);
      DevTokens next = DevTokens.create();

      Files.writeString(bridge.home().resolve("jwks.json"), next.jwks());

      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> bridge.ask(next.token(CALLER, "Management")).join().statusCode() == 200);
      assertThat(bridge.ask(old).join().statusCode()).isEqualTo(401);
    }
  }

  @Test
  void writesNoTokenIntoItsLog() {
    site.good();
    site.send(withToken("bad." + site.token));

    assertThat(site.bridge.log()).doesNotContain(site.token.substring(0, 60));
  }

  @Test
  void writesNeitherTokenNorPayloadIntoItsLogWhateverIsWrongWithTheRequestAtLevelDebug()
      throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        TestBridge bridge =
            TestBridge.on(broker.tcp().toString()).set("nice.log.level", "debug").start()) {
      String token = bridge.tokens().token(CALLER, "Management");
      String secret = "PAYLOAD-SECRET-123";
      String body = Messages.request(token);
      String good = Messages.post(Messages.STATUS, token, body);
      for (String bad :
          List.of(
              good.replace("Bearer " + token, "Bearer " + token + "\u0001"),
              good.replace("Authorization: Bearer " + token, "Bearer " + token + ": x"),
              good.replace("Content-Length: ", "Content-Length: " + token),
              good.replaceFirst("Content-Length: \\d+", "Content-Length: 9"),
              Messages.post(Messages.STATUS, token, body.replace("request", secret)),
              Messages.post(Messages.STATUS, token, body.replace("EncryptionOn", secret)),
              Messages.post(Messages.STATUS, token, body.replace(CALLER, token)))) {
        try (RawHttps raw = bridge.raw()) {
          assertThat(raw.send(bad).read().status()).isGreaterThanOrEqualTo(400);
        }
      }
      String start = token.substring(0, 40);
      assertThat(bridge.log())
          .contains("refused /" + Messages.STATUS + ": MALFORMED")
          .doesNotContain(start)
          .doesNotContain(start.toUpperCase(java.util.Locale.ROOT))
          .doesNotContain(secret);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"any", "same-subject"})
  void answers403WhenTheMessagesOwnTokenDoesNotPermitTheInterface(String relation)
      throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        SimulatedCamera camera =
            SimulatedCamera.on(broker.tcp().toString(), Messages.CAMERA).start().join();
        TestBridge bridge =
            TestBridge.on(broker.tcp().toString())
                .set("nice.token.body-relation", relation)
                .edit("destinations.camel.yaml", "mqtt://main\n", "mqtt://main verify-body-token\n")
                .start()) {
      String bearer = bridge.tokens().token(CALLER, "Management");
      try (RawHttps raw = bridge.raw()) {
        String other = bridge.tokens().token(CALLER, "Data");
        assertThat(
                raw.send(Messages.post(Messages.STATUS, bearer, Messages.request(other)))
                    .read()
                    .status())
            .isEqualTo(403);
        String forAnother =
            bridge.tokens().token(changed(claims(), "aud", "00000001-5eab-2e10-8003-0000000000ff"));
        assertThat(
                raw.send(Messages.post(Messages.STATUS, bearer, Messages.request(forAnother)))
                    .read()
                    .status())
            .isEqualTo(403);
        assertThat(camera.seen()).isZero();
        assertThat(
                raw.send(Messages.post(Messages.STATUS, bearer, Messages.request(bearer)))
                    .read()
                    .status())
            .isEqualTo(200);
      }
    }
  }

  private HttpRequest withToken(String token) {
    return site.post(Messages.STATUS, Messages.request("not-looked-at"))
        .setHeader("Authorization", "Bearer " + token)
        .build();
  }

  private static int status(TestBridge bridge, Map<String, Object> claims) {
    return bridge.ask(bridge.tokens().token(claims)).join().statusCode();
  }

  private static Map<String, Object> claims() {
    return DevTokens.claims(CALLER, "Management");
  }

  private static Map<String, Object> changed(
      Map<String, Object> claims, String name, Object value) {
    Map<String, Object> changed = new HashMap<>(claims);
    changed.put(name, value);
    return changed;
  }

  private static String with(String claim, Object value) {
    return Site.shared().bridge.tokens().token(changed(claims(), claim, value));
  }

  private static String without(String claim) {
    Map<String, Object> claims = claims();
    claims.remove(claim);
    return Site.shared().bridge.tokens().token(claims);
  }

  private static JWSHeader.Builder header(DevTokens tokens) {
    return new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).keyID(tokens.keyId());
  }

  private static String relabelled(DevTokens tokens, String[] parts, String algorithm) {
    return encode("{\"alg\":\"%s\",\"kid\":\"%s\"}".formatted(algorithm, tokens.keyId()))
        + "."
        + parts[1]
        + "."
        + parts[2];
  }

  private static String flipped(String token) {
    int at = token.lastIndexOf('.') + 10;
    char other = token.charAt(at) == 'A' ? 'B' : 'A';
    return token.substring(0, at) + other + token.substring(at + 1);
  }

  private static String hmac(String payload, String key) throws Exception {
    String signed = encode("{\"alg\":\"HS256\"}") + "." + payload;
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return signed
        + "."
        + BASE64.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String encode(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }
}
