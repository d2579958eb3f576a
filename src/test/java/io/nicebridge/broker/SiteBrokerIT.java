package io.nicebridge.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient.Mqtt5Publishes;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import io.nicebridge.Trust;
import io.nicebridge.demo.DevTokens;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes in at the embedded broker, and what they may do there: real TLS, real clients. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SiteBrokerIT {
  private static final String TO_LOBBY = "1/" + BrokerSite.LOBBY + "/control/0001/GetStatus";
  private static final String TO_YARD = "1/" + BrokerSite.YARD + "/control/0001/GetStatus";
  private static final String LOBBY_DATA = "1/" + BrokerSite.LOBBY + "/data/0001/0001";

  private final Path folder;
  private final List<Mqtt5BlockingClient> clients = new ArrayList<>();
  private BrokerSite site;

  SiteBrokerIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void open() {
    site = new BrokerSite(folder);
  }

  @AfterEach
  void close() {
    clients.stream().filter(c -> c.getState().isConnected()).forEach(c -> c.disconnect());
    site.close();
  }

  private Mqtt5BlockingClient connected(Mqtt5BlockingClient client) {
    client.connect();
    clients.add(client);
    return client;
  }

  private Mqtt5BlockingClient lobby() {
    return connected(site.client("camera-1", "lobby", site.lobbyPassword));
  }

  private Mqtt5BlockingClient yard() {
    return connected(site.client("camera-2", "yard", site.yardPassword));
  }

  private Mqtt5BlockingClient bridge() {
    return connected(site.bridge("bridge"));
  }

  private static void subscribe(Mqtt5BlockingClient client, String filter) {
    client.subscribeWith().topicFilter(filter).qos(MqttQos.AT_LEAST_ONCE).send();
  }

  private static void publish(Mqtt5BlockingClient client, String topic, String text) {
    client
        .publishWith()
        .topic(topic)
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(text.getBytes(StandardCharsets.UTF_8))
        .send();
  }

  private static Mqtt5ConnAckReasonCode refusal(Mqtt5BlockingClient client) {
    return catchThrowableOfType(Mqtt5ConnAckException.class, client::connect)
        .getMqttMessage()
        .getReasonCode();
  }

  private static String next(Mqtt5Publishes from) throws InterruptedException {
    Mqtt5Publish publish = from.receive(10, TimeUnit.SECONDS).orElseThrow();
    return new String(publish.getPayloadAsBytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls", "wss"})
  void carriesWhatIsForADeviceAndItsAnswerByTlsAndWss(String way) throws Exception {
    var builder = site.client("camera-1");
    if (way.equals("wss")) {
      builder = builder.webSocketConfig().serverPath("mqtt").applyWebSocketConfig();
    }
    Mqtt5BlockingClient camera = connected(BrokerSite.as(builder, "lobby", site.lobbyPassword));
    Mqtt5BlockingClient bridge = bridge();
    try (Mqtt5Publishes asked = camera.publishes(MqttGlobalPublishFilter.ALL);
        Mqtt5Publishes answered = bridge.publishes(MqttGlobalPublishFilter.ALL)) {
      subscribe(camera, "1/" + BrokerSite.LOBBY + "/#");
      subscribe(bridge, "+/" + BrokerSite.BRIDGE + "/#");

      publish(bridge, TO_LOBBY, "how are you");
      assertThat(next(asked)).isEqualTo("how are you");

      String answer = "x".repeat(500_000);
      publish(camera, "1/" + BrokerSite.BRIDGE + "/control/0001/GetStatus", answer);
      assertThat(next(answered)).isEqualTo(answer);
    }
  }

  @Test
  void turnsAwayWhoHasNoPasswordOrAnothers() {
    assertThat(refusal(site.client("x", "lobby", "wrong")))
        .isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);
    assertThat(refusal(site.client("x", "lobby", site.yardPassword)))
        .isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);
    assertThat(refusal(site.client("x", "nobody", site.lobbyPassword)))
        .isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);
    assertThat(refusal(site.client("x").buildBlocking()))
        .isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);
    assertThat(site.meters.get("nice.embedded.broker.logins").tag("how", "refused").counter())
        .returns(4.0, counter -> counter.count());
  }

  @Test
  void turnsAwayTheBridgesOwnPasswordFromOutsideAndEverybodyElsesInside() {
    SiteBroker.Entrance own = site.entrance();
    assertThat(refusal(site.client("x", own.user(), own.password())))
        .isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);

    Mqtt5BlockingClient inside =
        BrokerSite.as(
            com.hivemq.client.mqtt.MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(own.url().getPort()),
            "lobby",
            site.lobbyPassword);
    assertThat(refusal(inside)).isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);
  }

  @Test
  void takesAnAccessTokenForAPasswordWhateverTheUserIsCalled() {
    String token = site.tokens.token(BrokerSite.LOBBY, "Data");
    Mqtt5BlockingClient camera = connected(site.client("camera-1", "assigned", token));

    subscribe(camera, "1/" + BrokerSite.LOBBY + "/#");
    publish(camera, LOBBY_DATA, "mark");

    assertThatThrownBy(() -> publish(camera, TO_YARD, "x"))
        .isInstanceOf(Mqtt5PubAckException.class);
  }

  @Test
  void turnsAwayATokenThatHasExpiredOrIsOfAnotherIssuerOrForSomebodyElse() {
    Map<String, Object> expired = DevTokens.claims(BrokerSite.LOBBY, "Data");
    expired.put("exp", Instant.now().minusSeconds(60).getEpochSecond());
    Map<String, Object> shown = DevTokens.claims(BrokerSite.LOBBY, "Control");
    shown.put("aud", BrokerSite.YARD);
    List<String> bad =
        List.of(
            site.tokens.token(expired),
            DevTokens.create().token(BrokerSite.LOBBY, "Data"),
            site.tokens.token(shown),
            site.tokens.token(BrokerSite.BRIDGE.text(), "Data"),
            site.tokens.token("no-endpoint", "Data"));

    for (String token : bad) {
      assertThat(refusal(site.client("x", "lobby2", token)))
          .isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);
    }
  }

  @Test
  void hangsUpWhenTheTokenEnds() {
    Map<String, Object> short1 = DevTokens.claims(BrokerSite.LOBBY, "Data");
    short1.put("exp", Instant.now().plusSeconds(4).getEpochSecond());
    Mqtt5BlockingClient camera = connected(site.client("camera-1", "x", site.tokens.token(short1)));

    await().atMost(Duration.ofSeconds(15)).until(() -> !camera.getState().isConnected());
  }

  @Test
  void hangsUpWhenTheLineIsTakenOutAndLetsTheOthersBe() {
    Mqtt5BlockingClient lobby = lobby();
    Mqtt5BlockingClient yard = yard();

    BrokerSite.write(site.users, BrokerSite.line("yard", site.yardPassword, BrokerSite.YARD));

    await().atMost(Duration.ofSeconds(15)).until(() -> !lobby.getState().isConnected());
    assertThat(yard.getState().isConnected()).isTrue();
    assertThat(refusal(site.client("x", "lobby", site.lobbyPassword)))
        .isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#",
        "+/+/#",
        "+/+/control/+/+",
        "1/00000001-5cdd-280b-8002-000000000002/#",
        "$share/lobby/1/00000001-5cdd-280b-8002-000000000002/#",
        "$share/lobby/#",
        "$sys.mqtt.sessions",
        "$sys.mqtt.retain.1/00000001-5cdd-280b-8002-000000000002/#",
        "activemq/management",
        "activemq.notifications"
      })
  void grantsNoSubscriptionToWhatIsNotAddressedToIt(String filter) {
    Mqtt5BlockingClient lobby = lobby();

    Mqtt5SubAckException refused =
        catchThrowableOfType(Mqtt5SubAckException.class, () -> subscribe(lobby, filter));

    assertThat(refused.getMqttMessage().getReasonCodes())
        .containsExactly(Mqtt5SubAckReasonCode.NOT_AUTHORIZED);
  }

  @Test
  void grantsASharedSubscriptionUnderTheReadersOwnNameOnly() {
    Mqtt5BlockingClient lobby = lobby();
    String own = "1/" + BrokerSite.LOBBY + "/#";

    subscribe(lobby, "$share/" + BrokerSite.LOBBY + "-group/" + own);

    assertThatThrownBy(() -> subscribe(lobby, "$share/nice/" + own))
        .isInstanceOf(Mqtt5SubAckException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1/00000001-5cdd-280b-8002-000000000002/control/0001/GetStatus",
        "1/00000001-5cdd-280b-8002-000000000002/data/0001/0001",
        "1/00000001-5cdd-280b-8002-000000000001/data/0001/0001::x",
        "activemq/management",
        "somewhere/else"
      })
  void takesNoMessageOnATopicThatIsNotItsOwn(String topic) throws Exception {
    Mqtt5BlockingClient lobby = lobby();
    Mqtt5BlockingClient bridge = bridge();
    try (Mqtt5Publishes seen = bridge.publishes(MqttGlobalPublishFilter.ALL)) {
      subscribe(bridge, "#");

      for (boolean retain : List.of(false, true)) {
        Mqtt5PubAckException refused =
            catchThrowableOfType(
                Mqtt5PubAckException.class,
                () ->
                    lobby
                        .publishWith()
                        .topic(topic)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .retain(retain)
                        .payload("x".getBytes(StandardCharsets.UTF_8))
                        .send());
        assertThat(refused.getMqttMessage().getReasonCode())
            .isEqualTo(Mqtt5PubAckReasonCode.NOT_AUTHORIZED);
      }

      publish(lobby, LOBBY_DATA, "mine");
      assertThat(next(seen)).isEqualTo("mine");
    }
    Mqtt5BlockingClient late = connected(site.bridge("late"));
    try (Mqtt5Publishes retained = late.publishes(MqttGlobalPublishFilter.ALL)) {
      subscribe(late, "+/+/#");
      publish(lobby, LOBBY_DATA, "again");
      assertThat(next(retained)).isEqualTo("again");
    }
    assertThat(site.meters.get("nice.embedded.broker.denied").counter().count())
        .isGreaterThanOrEqualTo(2);
  }

  @Test
  void speaksAWillOnItsOwnTopicAndKeepsOneOnAnothersToItself() throws Exception {
    Mqtt5BlockingClient bridge = bridge();
    try (Mqtt5Publishes seen = bridge.publishes(MqttGlobalPublishFilter.ALL)) {
      subscribe(bridge, "#");
      hangUp();

      assertThat(next(seen)).isEqualTo("gone");
      assertThat(seen.receive(1, TimeUnit.SECONDS)).isEmpty();
    }
  }

  /** A camera with a will on another's topic, then one with a will on its own, both cut off. */
  private void hangUp() {
    for (String topic : List.of(TO_YARD, LOBBY_DATA)) {
      Mqtt5BlockingClient camera = site.client("cut", "lobby", site.lobbyPassword);
      camera
          .connectWith()
          .willPublish()
          .topic(topic)
          .qos(MqttQos.AT_LEAST_ONCE)
          .payload("gone".getBytes(StandardCharsets.UTF_8))
          .applyWillPublish()
          .send();
      BrokerSite.write(site.users, BrokerSite.line("yard", site.yardPassword, BrokerSite.YARD));
      await().atMost(Duration.ofSeconds(15)).until(() -> !camera.getState().isConnected());
      BrokerSite.write(
          site.users,
          BrokerSite.line("lobby", site.lobbyPassword, BrokerSite.LOBBY)
              + BrokerSite.line("yard", site.yardPassword, BrokerSite.YARD));
      await()
          .atMost(Duration.ofSeconds(15))
          .ignoreExceptions()
          .until(
              () -> {
                Mqtt5BlockingClient again = site.client("again", "lobby", site.lobbyPassword);
                again.connect();
                again.disconnect();
                return true;
              });
    }
  }

  @Test
  void keepsTheSessionsOfTwoClientsApartThatCallThemselvesTheSame() throws Exception {
    Mqtt5BlockingClient lobby = connected(site.client("same", "lobby", site.lobbyPassword));
    try (Mqtt5Publishes asked = lobby.publishes(MqttGlobalPublishFilter.ALL)) {
      subscribe(lobby, "1/" + BrokerSite.LOBBY + "/#");

      connected(site.client("same", "yard", site.yardPassword));
      connected(site.client(BrokerSite.LOBBY + "/same", "yard", site.yardPassword));

      publish(bridge(), TO_LOBBY, "still here");
      assertThat(next(asked)).isEqualTo("still here");
    }
  }

  private Mqtt5BlockingClient durable() {
    Mqtt5BlockingClient camera = site.client("camera-1", "lobby", site.lobbyPassword);
    camera.connectWith().cleanStart(false).sessionExpiryInterval(3600).send();
    clients.add(camera);
    return camera;
  }

  @Test
  void keepsWhatWaitsForADeviceThroughARestart() throws Exception {
    Mqtt5BlockingClient camera = durable();
    subscribe(camera, "1/" + BrokerSite.LOBBY + "/#");
    camera.disconnect();
    publish(bridge(), TO_LOBBY, "waits");
    clients.clear();

    site.restart();

    Mqtt5BlockingClient again = site.client("camera-1", "lobby", site.lobbyPassword);
    try (Mqtt5Publishes asked = again.publishes(MqttGlobalPublishFilter.ALL)) {
      again.connectWith().cleanStart(false).sessionExpiryInterval(3600).send();
      assertThat(next(asked)).isEqualTo("waits");
      again.disconnect();
    }
  }

  @Test
  void letsTheOldestGoWhenMoreWaitsForADeviceThanMayAndNoData() throws Exception {
    Mqtt5BlockingClient camera = durable();
    subscribe(camera, "1/" + BrokerSite.LOBBY + "/control/#");
    camera.disconnect();
    Mqtt5BlockingClient reader = site.bridge("reader");
    reader.connectWith().cleanStart(false).sessionExpiryInterval(3600).send();
    subscribe(reader, "+/+/data/+/+");
    reader.disconnect();
    Mqtt5BlockingClient bridge = bridge();
    Mqtt5BlockingClient other = connected(site.client("other", "lobby", site.lobbyPassword));

    List<String> sent = IntStream.range(0, 8).mapToObj(Integer::toString).toList();
    sent.forEach(text -> publish(bridge, TO_LOBBY, text));
    sent.forEach(text -> publish(other, LOBBY_DATA, text));

    assertThat(waiting(site.client("camera-1", "lobby", site.lobbyPassword)))
        .isEqualTo(sent.subList(3, 8));
    assertThat(waiting(site.bridge("reader"))).isEqualTo(sent);
    assertThat(site.meters.get("nice.embedded.broker.dropped").tag("why", "queue-full").counter())
        .returns(3.0, counter -> counter.count());
  }

  private static List<String> waiting(Mqtt5BlockingClient client) throws InterruptedException {
    List<String> got = new ArrayList<>();
    try (Mqtt5Publishes publishes = client.publishes(MqttGlobalPublishFilter.ALL)) {
      client.connectWith().cleanStart(false).sessionExpiryInterval(3600).send();
      var one = publishes.receive(10, TimeUnit.SECONDS);
      while (one.isPresent()) {
        got.add(new String(one.get().getPayloadAsBytes(), StandardCharsets.UTF_8));
        one = publishes.receive(500, TimeUnit.MILLISECONDS);
      }
    }
    client.disconnect();
    return got;
  }

  @Test
  void acknowledgesNothingThatMustBeKeptOnAFullDisk() throws Exception {
    site.close();
    site = new BrokerSite(Files.createDirectory(folder.resolve("full")), Long.MAX_VALUE, 1L << 60);
    Mqtt5BlockingClient lobby = lobby();

    assertThatThrownBy(() -> publish(lobby, LOBBY_DATA, "mark"))
        .isNotInstanceOf(Mqtt5PubAckException.class);
    assertThat(site.meters.get("nice.embedded.broker.dropped").tag("why", "disk-full").counter())
        .returns(1.0, counter -> counter.count());
  }

  @Test
  void hangsUpOnAMessageThatIsTooLong() {
    Mqtt3BlockingClient lobby = site.old("camera-1", "lobby", site.lobbyPassword);
    lobby.connect();

    assertThatThrownBy(
        () ->
            lobby
                .publishWith()
                .topic(LOBBY_DATA)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(new byte[(1 << 20) + 1])
                .send());

    await().until(() -> !lobby.getState().isConnected());
  }

  @Test
  void hangsUpOnWhoSendsMuchBeforeAnybodyKnowsWhoItIs() throws Exception {
    byte[] connectOf2Megabytes = {0x10, (byte) 0xff, (byte) 0xff, 0x7f, 0, 4, 'M', 'Q'};
    assertHangsUp(connectOf2Megabytes, 10 << 20);
    byte[] post =
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    assertHangsUp(post, 10 << 20);
  }

  private void assertHangsUp(byte[] head, int more) throws IOException {
    try (Socket socket =
        Trust.in(site.certificates).getSocketFactory().createSocket("localhost", site.port())) {
      socket.getOutputStream().write(head);
      byte[] kilobytes = new byte[8192];
      int sent = 0;
      try {
        while (sent < more) {
          socket.getOutputStream().write(kilobytes);
          sent += kilobytes.length;
        }
      } catch (IOException hungUp) {
        assertThat(sent).isLessThan(more);
        return;
      }
      throw new AssertionError("took " + sent + " bytes");
    }
  }

  @Test
  void turnsAwayMoreClientsThanMayBeThere() {
    for (int i = 0; i < 20; i++) {
      connected(site.client("c" + i, "lobby", site.lobbyPassword));
    }

    assertThatThrownBy(() -> site.client("c20", "lobby", site.lobbyPassword).connect());
  }

  @Test
  void saysInOneSentenceThatItsFolderIsInUse() {
    assertThatThrownBy(() -> new BrokerSite(folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("is in use by another bridge");
  }
}
