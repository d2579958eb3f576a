package io.nicebridge.device;

import static io.nicebridge.device.Objects.ANY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nicebridge.device.LifeEvent.ControlSet;
import io.nicebridge.device.LifeEvent.ModeSet;
import io.nicebridge.device.LifeEvent.ObjectSet;
import io.nicebridge.device.LifeState.Stage;
import io.nicebridge.http.WebReply;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.NodeId;
import io.nicebridge.id.PortId;
import io.nicebridge.id.Strictness;
import io.nicebridge.message.Refusal;
import io.nicebridge.mqtt.BrokerState;
import io.nicebridge.mqtt.BrokerStatus;
import io.nicebridge.mqtt.DeviceConnection;
import io.nicebridge.mqtt.TopicRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a device does and in which order, with brokers and a license authority that are played. */
class FleetTest {
  private static final EndPointId DEVICE = EndPointId.parse(Objects.DEVICE, Strictness.STRICT);
  private static final ManagementObject ONE =
      ManagementObject.parse(Objects.object("01", "one.example", ANY, ANY, ""));
  private static final ManagementObject TWO =
      ManagementObject.parse(Objects.object("02", "two.example", ANY, ANY, ""));
  private static final ManagementObject RELEASE = ManagementObject.parse(Objects.release());

  /** A connection that there is, or was. */
  private static final class Played implements DeviceConnection {
    final String url;
    final Consumer<TopicRequest> requests;
    final List<String> published = new CopyOnWriteArrayList<>();
    volatile boolean closed;
    volatile boolean away;

    Played(String url, Consumer<TopicRequest> requests) {
      this.url = url;
      this.requests = requests;
    }

    @Override
    public BrokerStatus status() {
      return new BrokerStatus(BrokerState.READY, Instant.EPOCH, Optional.empty());
    }

    @Override
    public void respond(TopicRequest request, String topic, byte[] body) {}

    @Override
    public CompletionStage<Void> publish(String topic, byte[] body, int qos) {
      if (away) {
        return CompletableFuture.failedFuture(
            new Refusal(Refusal.Kind.BROKER_AWAY, "the broker is away"));
      }
      published.add(topic + " " + qos);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @TempDir Path home;
  private final List<Played> opened = new CopyOnWriteArrayList<>();
  private final List<Command> commands = new CopyOnWriteArrayList<>();
  private Fleet fleet;

  @BeforeEach
  void powerUp() throws IOException {
    Files.writeString(home.resolve("device.json"), Objects.security("la.example", ANY));
    Path key = Files.writeString(home.resolve("key"), "0123456789abcdef".repeat(4));
    Duration second = Duration.ofSeconds(1);
    fleet =
        new Fleet(
            new DeviceSettings(home, second, second, second, second, Set.of("ES256"), second),
            Optional.of(new StateVault(home.resolve("devices"), StateKey.load(key))),
            (roots, request) -> CompletableFuture.completedFuture(endPoint()),
            () -> CompletableFuture.completedFuture(1L),
            (settings, device, requests, changed) -> {
              Played played = new Played(settings.url().toString(), requests);
              opened.add(played);
              return played;
            },
            Clock.systemUTC());
    serve();
    await().until(() -> open().equals(List.of("ssl://la.example:8883")));
  }

  private void serve() {
    fleet.serve(
        List.of(
            new DeviceLine(
                DEVICE,
                Map.of(new NodeId("0001"), List.of()),
                Path.of("device.json"),
                Optional.empty())),
        commands::add);
  }

  private static WebReply endPoint() {
    return Replies.ok(DEVICE, Objects.endPoint("la.example:8883", "secret", ANY));
  }

  @AfterEach
  void powerDown() throws IOException {
    fleet.close();
  }

  private List<String> open() {
    return opened.stream().filter(one -> !one.closed).map(one -> one.url).toList();
  }

  private Stage stage() {
    return fleet.views().get(0).stage();
  }

  /** One that comes by this connection. */
  private Command command(int connection) {
    opened
        .get(connection)
        .requests
        .accept(
            new TopicRequest(
                "played",
                "1/x/management/y",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new byte[0]));
    return commands.get(commands.size() - 1);
  }

  private static void obey(LifeEvent event, Command command) {
    command.device().obey(event, command).toCompletableFuture().join();
  }

  private void bindToOne() {
    Command bind = command(0);
    obey(new ObjectSet(ONE), bind);
    bind.answered().complete(null);
    await().until(() -> open().contains("wss://one.example/mqtt"));
  }

  @Test
  void closesAConnectionOnlyWhenTheAnswerHasLeftByItAndBeforeItOpensAnother() {
    bindToOne();
    Command move = command(1);
    Command next = command(1);

    obey(new ObjectSet(TWO), move);

    // The device is through with the move when it looks at the next one.
    assertThatThrownBy(() -> obey(new ObjectSet(TWO), next)).hasCauseInstanceOf(Refusal.class);
    assertThat(open()).containsExactly("ssl://la.example:8883", "wss://one.example/mqtt");
    move.answered().complete(null);
    await().until(() -> open().size() == 2 && open().contains("wss://two.example/mqtt"));
    assertThat(opened.get(1).closed).isTrue();
  }

  @Test
  void doesNotObeyWhoWasPermittedBeforeTheDeviceWasMoved() {
    bindToOne();
    Command move = command(1);
    Command late = command(1);
    obey(new ObjectSet(TWO), move);

    assertThatThrownBy(() -> obey(new ObjectSet(RELEASE), late))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("since the command came");
    assertThat(stage()).isEqualTo(Stage.BOUND);
  }

  @Test
  void changesNothingWhereItCannotWriteDownWhatItIsTold() throws IOException {
    Files.delete(home.resolve("devices/" + Objects.DEVICE + StateVault.ENDING));
    Files.delete(home.resolve("devices/lock"));
    Files.delete(home.resolve("devices"));
    Command bind = command(0);

    assertThatThrownBy(() -> obey(new ObjectSet(ONE), bind))
        .cause()
        .isInstanceOf(Refusal.class)
        .hasMessage("the device cannot write its state down");
    assertThat(stage()).isEqualTo(Stage.REGISTERED);
    assertThat(open()).hasSize(1);
  }

  @Test
  void refusesToBeControlledWhileItIsBoundToNobody() {
    Command control = command(0);

    assertThatThrownBy(
            () -> obey(new ControlSet(ControlObject.parse(Objects.control(""))), control))
        .cause()
        .isInstanceOf(Refusal.class)
        .hasMessage("the device is bound to no account service");
  }

  private static final NodeId NODE = new NodeId("0001");
  private static final byte[] MARK = "{}".getBytes(StandardCharsets.UTF_8);

  private void set(String... outputs) {
    Command mode = command(1);
    obey(new ModeSet(SceneMode.parse(Objects.mode("m", "0001", outputs))), mode);
  }

  private boolean tell(String account) {
    return fleet.find(DEVICE).orElseThrow().tell(NODE, MARK, account).toCompletableFuture().join();
  }

  @Test
  void sendsASceneMarkToEachOutputThatItsSceneModeNamesAndToNobodyBefore() {
    bindToOne();
    String account = Objects.asApp("01");

    assertThat(tell(account)).isFalse();
    set();
    assertThat(tell(account)).isFalse();
    assertThat(opened.get(1).published).isEmpty();
    set(
        Objects.output(Objects.asNet("01"), "4001", "one.example", 2, ""),
        Objects.output(Objects.asNet("01"), "4002", "one.example", 0, ""));
    assertThat(tell(account)).isTrue();

    assertThat(opened.get(1).published)
        .containsExactly(
            "1.0/" + Objects.asNet("01") + "/data/0001/4001 2",
            "1.0/" + Objects.asNet("01") + "/data/0001/4002 0");
    assertThat(opened.get(0).published).isEmpty();
  }

  @Test
  void sendsNoPictureFromAPortThatItsLineDoesNotGiveTheNode() {
    bindToOne();
    String output = Objects.output(Objects.asNet("01"), "4003", "one.example", 1, "");
    SceneMode mode = SceneMode.parse(Objects.pictures("m", "0001", "", output));
    obey(new ModeSet(mode), command(1));
    VirtualDevice device = fleet.find(DEVICE).orElseThrow();

    assertThat(mode.data()).containsOnlyKeys(new PortId("0001"));
    assertThat(
            device
                .show(NODE, new PortId("0001"), MARK, Objects.asApp("01"))
                .toCompletableFuture()
                .join())
        .isFalse();
    assertThat(opened.get(1).published).isEmpty();
  }

  @Test
  void sendsNobodyWhatItSawWhileItWasAnothersOrNobodys() {
    bindToOne();
    set(Objects.output(Objects.asNet("01"), "4001", "one.example", 1, ""));

    assertThat(tell(Objects.asApp("02"))).isFalse();

    assertThat(opened.get(1).published).isEmpty();
  }

  @Test
  void failsWhileTheBrokerIsAwayButForQos0WhichIsCounted() {
    bindToOne();
    String account = Objects.asApp("01");
    opened.get(1).away = true;

    set(Objects.output(Objects.asNet("01"), "4001", "one.example", 0, ""));
    assertThat(tell(account)).isTrue();
    assertThat(fleet.lost()).isEqualTo(1);
    set(Objects.output(Objects.asNet("01"), "4001", "one.example", 1, ""));

    assertThatThrownBy(() -> tell(account)).hasCauseInstanceOf(Refusal.class);
    assertThat(fleet.lost()).isEqualTo(1);
  }

  @Test
  void saysNothingWhereItCannotReadWhatItKnew() throws IOException {
    bindToOne();
    fleet.serve(List.of(), commands::add);
    Files.writeString(home.resolve("devices/" + Objects.DEVICE + StateVault.ENDING), "broken");
    serve();

    assertThatThrownBy(() -> tell(Objects.asApp("01")))
        .isInstanceOf(Refusal.class)
        .hasMessage("the device cannot read what it knew; nothing was sent");
  }

  @Test
  void sendsWhatCameBeforeItCouldReadWhatItKnewToWhoseItIs() throws IOException {
    bindToOne();
    set(Objects.output(Objects.asNet("01"), "4001", "one.example", 1, ""));
    fleet.serve(List.of(), commands::add);
    Path state = home.resolve("devices/" + Objects.DEVICE + StateVault.ENDING);
    byte[] good = Files.readAllBytes(state);
    Files.writeString(state, "broken");
    serve();
    String then = fleet.find(DEVICE).orElseThrow().account().orElseThrow();
    assertThat(then).isNotEqualTo(Objects.asApp("01"));

    fleet.serve(List.of(), commands::add);
    Files.write(state, good);
    serve();
    await().until(() -> open().contains("wss://one.example/mqtt"));

    assertThat(tell(then)).isTrue();
  }

  @Test
  void hangsUpWhenItsLineHasGone() {
    bindToOne();

    fleet.serve(List.of(), commands::add);

    await().until(() -> open().isEmpty());
    assertThat(fleet.views()).isEmpty();
  }
}
