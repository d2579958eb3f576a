package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient.Mqtt5Publishes;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import io.nicebridge.demo.DevCertificates;
import io.nicebridge.demo.SimulatedCamera;
import io.nicebridge.secret.HashedSecret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The main job of a bridge that is its own broker, with no other broker anywhere. */
class EmbeddedBrokerIT {
  private static final String DATA = "1/" + Messages.CAMERA + "/data/0001/0001";

  private final TestBridge.Builder builder = TestBridge.on("unused");
  private final int port = TestBridge.freePort();
  private final String password = HashedSecret.newSecret();
  private final List<String> got = new CopyOnWriteArrayList<>();
  private WebDevice webhook;
  private TestBridge bridge;

  @BeforeEach
  void start() throws Exception {
    Files.writeString(
        builder.home().resolve("mqtt-users"),
        "lobby %s %s%n".formatted(HashedSecret.of(password).text(), Messages.CAMERA));
    webhook = WebDevice.on(builder.certificates().server("EC"), WebDevice.takes(got));
    bridge =
        builder
            .without("nice.broker.main.url")
            .set("nice.embedded-broker.enabled", "on")
            .set("nice.embedded-broker.port", Integer.toString(port))
            .set("nice.embedded-broker.users", "file:mqtt-users")
            .set("nice.webhook.trust-store", "file:ca.pem")
            .set("nice.control.timeout", "5s")
            .route("my-sinks.camel.yaml", DataRoutes.archive(webhook.authority()))
            .route("my-data.camel.yaml", DataRoutes.BY_MAIN)
            .start();
  }

  @AfterEach
  void stop() {
    bridge.close();
    webhook.close();
  }

  private Mqtt5ClientBuilder trusting(Mqtt5ClientBuilder client) {
    return client.sslConfig(MqttClientSslConfig.builder().trustManagerFactory(trust()).build());
  }

  private TrustManagerFactory trust() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("ca", bridge.certificates().authority());
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private SimulatedCamera camera(String user, String secret) {
    return SimulatedCamera.by(
            "localhost",
            port,
            Messages.CAMERA,
            client ->
                trusting(client)
                    .simpleAuth()
                    .username(user)
                    .password(secret.getBytes(StandardCharsets.UTF_8))
                    .applySimpleAuth())
        .start()
        .join();
  }

  private Mqtt5BlockingClient client(String id) {
    return trusting(
            MqttClient.builder()
                .useMqttVersion5()
                .identifier(id)
                .serverHost("localhost")
                .serverPort(port))
        .simpleAuth()
        .username("lobby")
        .password(password.getBytes(StandardCharsets.UTF_8))
        .applySimpleAuth()
        .buildBlocking();
  }

  @Test
  void answersAnHttpsCallWithWhatACameraSaysThatCameByItsPassword() {
    try (SimulatedCamera camera = camera("lobby", password)) {
      assertThat(bridge.ask().statusCode()).isEqualTo(200);
      assertThat(camera.seen()).isEqualTo(1);
    }
    assertThat(bridge.management("/observe/health/ready").orElseThrow().body())
        .contains("embedded-broker");
    assertThat(bridge.metric("nice_embedded_broker_logins_total{how=\"accepted\"}"))
        .isGreaterThanOrEqualTo(2);
  }

  @Test
  void answersAnHttpsCallWithWhatACameraSaysThatCameByItsToken() {
    try (SimulatedCamera camera =
        camera("assigned", bridge.tokens().token(Messages.CAMERA, "Data"))) {
      assertThat(bridge.ask().statusCode()).isEqualTo(200);
      assertThat(camera.seen()).isEqualTo(1);
    }
  }

  @Test
  void losesNothingThatItAcknowledgedAndNoSessionWhenItIsKilled() throws Exception {
    Mqtt5BlockingClient away = client("away");
    away.connectWith().cleanStart(false).sessionExpiryInterval(3600).send();
    away.subscribeWith()
        .topicFilter("1/" + Messages.CAMERA + "/management/#")
        .qos(MqttQos.AT_LEAST_ONCE)
        .send();
    away.disconnect();
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      Mqtt5BlockingClient camera = client("camera");
      camera.connect();
      if (round == 0) {
        camera
            .publishWith()
            .topic("1/" + Messages.CAMERA + "/management/Waits")
            .qos(MqttQos.AT_LEAST_ONCE)
            .payload("waits".getBytes(StandardCharsets.UTF_8))
            .send();
      }
      for (int i = 0; i < 100; i++) {
        String mark = "{\"SceneMarkID\":\"SMK_%d_%d\"}".formatted(round, i);
        camera
            .publishWith()
            .topic(DATA)
            .qos(MqttQos.AT_LEAST_ONCE)
            .payload(mark.getBytes(StandardCharsets.UTF_8))
            .send();
        acknowledged.add(mark);
      }
      bridge.process().destroyForcibly().waitFor();
      bridge.restart();
    }

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(got).containsAll(acknowledged));
    Mqtt5BlockingClient back = client("away");
    try (Mqtt5Publishes waiting = back.publishes(MqttGlobalPublishFilter.ALL)) {
      assertThat(
              back.connectWith()
                  .cleanStart(false)
                  .sessionExpiryInterval(3600)
                  .send()
                  .isSessionPresent())
          .isTrue();
      assertThat(waiting.receive(10, TimeUnit.SECONDS).orElseThrow().getPayloadAsBytes())
          .isEqualTo("waits".getBytes(StandardCharsets.UTF_8));
      back.disconnect();
    }
  }

  @Test
  void doesNotStartWithAnotherBrokerMainOrWithoutAPort() {
    TestBridge.Checked checked =
        TestBridge.on("tcp://localhost:1883").set("nice.embedded-broker.enabled", "on").check();
    assertThat(checked.status()).isEqualTo(1);
    assertThat(checked.output())
        .contains("nice.broker.main.url must not be set with nice.embedded-broker.enabled=on");

    TestBridge second =
        TestBridge.on("unused")
            .without("nice.broker.main.url")
            .set("nice.embedded-broker.enabled", "on")
            .set("nice.embedded-broker.port", Integer.toString(port))
            .launch();
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> !second.process().isAlive());
      assertThat(second.log())
          .contains("the embedded broker's port cannot be opened", "[" + port + "] must be free")
          .doesNotContain(DevCertificates.PASSWORD);
    } finally {
      second.close();
    }
  }
}
