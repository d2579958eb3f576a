package io.nicebridge.journal;

import static io.nicebridge.journal.JournalRig.append;
import static io.nicebridge.journal.JournalRig.end;
import static io.nicebridge.journal.JournalRig.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nicebridge.TestBridge;
import io.nicebridge.demo.DevCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal at an Artemis of the site, which bridges share. */
class ServerJournalIT {
  private static final SinkQueue SINK = SinkQueue.of("archive");
  private static final Hands HANDS = new Hands(20, Long.MAX_VALUE);

  @TempDir Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<Delivery> got = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (int i = open.size(); i > 0; i--) {
      open.get(i - 1).close();
    }
  }

  private ArtemisServer server() {
    ArtemisServer server = ArtemisServer.in(folder, TestBridge.freePort());
    open.add(server);
    return server;
  }

  private static JournalServers at(String url, String password, Optional<Path> trust) {
    return new JournalServers(
        url,
        "site",
        Optional.of(ArtemisServer.USER),
        Optional.of(password),
        trust,
        trust.map(file -> DevCertificates.PASSWORD),
        10_000,
        64 * JournalRig.MB,
        20_000);
  }

  private Journal journal(ArtemisServer server) {
    return journal(at(server.url(), ArtemisServer.PASSWORD, Optional.empty()));
  }

  private Journal journal(JournalServers servers) {
    Journal journal = Journal.open(servers);
    open.add(journal);
    return journal;
  }

  /** Also where a busy machine makes the first try too slow. */
  private Journal connected(ArtemisServer server) {
    Journal journal = journal(server);
    patiently(() -> assertThat(journal.fault()).isEmpty());
    return journal;
  }

  private static void patiently(Runnable what) {
    await().atMost(Duration.ofSeconds(40)).untilAsserted(what::run);
  }

  private Feed take(Journal journal, SinkQueue sink) {
    Feed feed =
        journal.consume(
            sink,
            HANDS,
            delivery -> {
              got.add(delivery);
              delivery.end().taken();
            });
    open.add(feed);
    return feed;
  }

  private List<String> ids() {
    return got.stream().map(Delivery::id).toList();
  }

  private List<String> ids(String camera) {
    return got.stream().filter(d -> d.orderKey().equals(camera)).map(Delivery::id).toList();
  }

  @Test
  void givesEverySinkWhatItWantsInOrderAndWhole() {
    Journal journal = connected(server().start());
    List<Delivery> chosen = new CopyOnWriteArrayList<>();
    SinkQueue some =
        new SinkQueue(
            "some",
            Optional.of("source = 'camera-2'"),
            Optional.empty(),
            0,
            Duration.ZERO,
            1,
            Duration.ZERO);
    open.add(
        journal.consume(
            some,
            HANDS,
            delivery -> {
              chosen.add(delivery);
              delivery.end().taken();
            }));
    take(journal, SINK);
    byte[] large = new byte[2 << 20];
    large[large.length - 1] = 7;

    append(journal, entry("first", "camera-1", large));
    IntStream.range(0, 100)
        .mapToObj(i -> end(journal, entry("id-" + i, "camera-" + i % 3, new byte[100])))
        .toList()
        .forEach(end -> end.join());
    append(journal, entry("id-5"));

    patiently(() -> assertThat(got).hasSize(101));
    patiently(() -> assertThat(chosen).hasSize(33));
    assertThat(got.get(0).body()).isEqualTo(large);
    assertThat(got.get(0).headers()).isEqualTo(Map.of("source", "camera-1"));
    assertThat(ids("camera-2"))
        .isEqualTo(IntStream.range(0, 33).mapToObj(i -> "id-" + (3 * i + 2)).toList());
    patiently(
        () -> {
          assertThat(journal.sink("archive").orElseThrow().queued()).isZero();
          assertThat(journal.sinks())
              .extracting(SinkState::name)
              .containsExactly("archive", "some");
        });
  }

  @Test
  void storesOnceWhatTwoBridgesAppend() {
    ArtemisServer server = server().start();
    Journal one = connected(server);
    Journal other = connected(server);
    one.openSink(SINK);
    other.openSink(SINK);

    append(one, entry("same"));
    append(other, entry("same"));
    append(other, entry("last"));
    take(other, SINK);

    patiently(() -> assertThat(ids()).containsExactly("same", "last"));
  }

  @Test
  void givesAllToOneBridgeAndTheRestToTheOtherWhenThatIsGone() {
    ArtemisServer server = server().start();
    Journal one = connected(server);
    Journal other = connected(server);
    List<Delivery> held = new CopyOnWriteArrayList<>();
    one.consume(SINK, HANDS, held::add);
    take(other, SINK);
    List<String> all = IntStream.range(0, 50).mapToObj(i -> "id-" + i).toList();
    all.forEach(id -> append(id.endsWith("0") ? one : other, entry(id)));
    patiently(() -> assertThat(held).hasSize(HANDS.messages()));
    assertThat(got).isEmpty();

    one.close();

    patiently(() -> assertThat(ids()).isEqualTo(all));
  }

  @Test
  void listsReplaysAndPurgesDeadLetters() {
    Journal journal = connected(server().start());
    try (Feed feed =
        journal.consume(SINK, HANDS, d -> d.end().givenUp("no thanks", 3, Instant.EPOCH))) {
      List.of("a", "b", "c").forEach(id -> append(journal, entry(id)));
      patiently(
          () ->
              assertThat(journal.deadLetters("archive", 10))
                  .extracting(DeadLetter::id)
                  .containsExactly("a", "b", "c"));
      assertThat(feed.fault()).isEmpty();
    }
    DeadLetter letter = journal.deadLetters("archive", 1).get(0);
    assertThat(letter.reason()).contains("no thanks");
    assertThat(letter.headers()).isEqualTo(Map.of("source", "camera-1"));
    assertThat(letter.attempts()).hasValue(3);
    assertThatThrownBy(() -> journal.deadLetters("nobody", 1))
        .hasMessage("there is no sink [nobody] in the journal");

    assertThat(journal.replay("archive", "b")).isEqualTo(1);
    assertThat(journal.replay("archive", "b")).isZero();
    assertThat(journal.purge("archive", "a")).isEqualTo(1);
    assertThat(journal.replay("archive")).isEqualTo(1);
    assertThat(journal.purge("archive")).isZero();

    take(journal, SINK);
    patiently(() -> assertThat(ids()).containsExactly("b", "c"));
  }

  @Test
  void makesADeadLetterOfWhatWaitsTooLong() {
    Journal journal = connected(server().start());
    journal.openSink(
        new SinkQueue(
            "archive",
            Optional.empty(),
            Optional.of(Duration.ofMillis(300)),
            0,
            Duration.ZERO,
            1,
            Duration.ZERO));

    append(journal, entry("late"));

    patiently(() -> assertThat(journal.deadLetters("archive", 10)).hasSize(1));
    DeadLetter letter = journal.deadLetters("archive", 10).get(0);
    assertThat(letter.id()).isEqualTo("late");
    assertThat(letter.reason()).contains("expired");
    assertThat(letter.died()).isPresent();
    patiently(() -> assertThat(journal.expired("archive")).isEqualTo(1));
  }

  @Test
  void refusesWhileTheServerIsAwayAndGoesOnWithAllWhenItIsBack() {
    ArtemisServer server = server();
    Journal journal = journal(server);
    take(journal, SINK);
    assertThat(journal.fault())
        .contains(
            "the journal's server is away: %s does not answer; it is tried again"
                .formatted(server.url()));
    assertThatThrownBy(() -> end(journal, entry("early")).join())
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage("the journal's server is away: nothing was stored");

    server.start();
    patiently(() -> assertThat(journal.fault()).isEmpty());
    append(journal, entry("one"));
    patiently(() -> assertThat(ids()).containsExactly("one"));

    server.kill();
    patiently(() -> assertThat(journal.fault()).isPresent());
    server.start();
    patiently(() -> assertThat(journal.fault()).isEmpty());
    append(journal, entry("one"));
    append(journal, entry("two"));
    patiently(() -> assertThat(ids()).containsExactly("one", "two"));
  }

  @Test
  void keepsWhatItAcknowledgedWhenTheServerIsKilled() {
    ArtemisServer server = server().start();
    Journal journal = connected(server);
    journal.openSink(SINK);
    append(journal, entry("kept"));

    server.kill();
    server.start();
    take(journal, SINK);

    patiently(() -> assertThat(ids()).containsExactly("kept"));
  }

  @Test
  void saysWhoseUserAndPasswordAreWrong() {
    ArtemisServer server = server().start();

    Journal journal = journal(at(server.url(), "wrong", Optional.empty()));

    patiently(
        () ->
            assertThat(journal.fault().orElseThrow())
                .contains(
                    server.url()
                        + " refuses [bridge]: nice.journal.username and nice.journal.password must"
                        + " be")
                .doesNotContain("wrong"));
  }

  @Test
  void takesTheNextServerWhereTheFirstIsAway() {
    ArtemisServer server = server().start();

    Journal journal =
        journal(
            at(
                "tcp://localhost:" + TestBridge.freePort() + "," + server.url(),
                ArtemisServer.PASSWORD,
                Optional.empty()));

    patiently(() -> assertThat(journal.fault()).isEmpty());
  }

  @Test
  void speaksTlsWithAServerThatItTrustsAndWithNoOther() throws Exception {
    DevCertificates certificates = new DevCertificates();
    Path keys = folder.resolve("server.p12");
    certificates.writeKeyStore(keys, List.of(certificates.server("RSA")));
    Path trust = folder.resolve("trust.p12");
    certificates.writeTrustStore(trust);
    ArtemisServer server =
        ArtemisServer.in(
            folder.resolve("site"), TestBridge.freePort(), keys, DevCertificates.PASSWORD);
    open.add(server.start());

    Journal stranger = journal(at(server.url(), ArtemisServer.PASSWORD, Optional.empty()));
    Journal journal = journal(at(server.url(), ArtemisServer.PASSWORD, Optional.of(trust)));

    patiently(() -> assertThat(journal.fault()).isEmpty());
    assertThat(stranger.fault()).isPresent();
  }

  @Test
  void leavesASinkAloneThatAnotherBridgeHas() {
    ArtemisServer server = server().start();
    Journal one = connected(server);
    Journal other = connected(server);
    take(other, SINK);
    one.openSink(SINK);

    one.closeSink("archive");
    append(one, entry("still"));

    patiently(() -> assertThat(ids()).containsExactly("still"));
    assertThat(one.sink("archive").orElseThrow().orphaned()).isFalse();
  }

  @Test
  void keepsWhatASinkThatIsNoMoreHasNotTaken() {
    Journal journal = connected(server().start());
    journal.openSink(SINK);
    journal.openSink(SinkQueue.of("empty"));
    append(journal, entry("left"));
    patiently(() -> assertThat(journal.sink("archive").orElseThrow().queued()).isEqualTo(1));
    try (Feed feed = take(journal, SinkQueue.of("empty"))) {
      patiently(() -> assertThat(journal.sink("empty").orElseThrow().queued()).isZero());
      assertThat(feed.interruptions()).isZero();
    }

    journal.closeSink("archive");
    journal.closeSink("empty");

    assertThat(journal.sink("empty")).isEmpty();
    assertThat(journal.sink("archive").orElseThrow().orphaned()).isTrue();
    assertThat(journal.sink("archive").orElseThrow().queued()).isEqualTo(1);
  }

  @Test
  void staysConnectedWhileNothingHappens() {
    Journal journal = connected(server().start());
    Feed feed = take(journal, SINK);

    await()
        .during(Duration.ofSeconds(20))
        .atMost(Duration.ofSeconds(25))
        .until(() -> journal.fault().isEmpty() && feed.interruptions() == 0);
  }

  @Test
  void keepsTheFactsOfWhatWasNoMessage() {
    Journal journal = connected(server().start());

    journal
        .reject(new Rejected("door", Map.of("bytes", "7"), "no CMF"))
        .toCompletableFuture()
        .join();

    patiently(() -> assertThat(journal.deadLetters("in.door", 5)).hasSize(1));
    patiently(
        () -> assertThat(journal.inputs()).extracting(SinkState::deadLetters).containsExactly(1L));
  }
}
