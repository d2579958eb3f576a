package io.nicebridge.journal;

import static io.nicebridge.journal.JournalRig.append;
import static io.nicebridge.journal.JournalRig.end;
import static io.nicebridge.journal.JournalRig.entry;
import static io.nicebridge.journal.JournalRig.settings;
import static io.nicebridge.journal.JournalRig.state;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.management.ObjectName;
import org.apache.activemq.artemis.core.protocol.core.impl.wireformat.SessionReceiveMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sink gets from the journal, and what becomes of what it says. */
class DeliveriesIT {
  private static final SinkQueue SINK = SinkQueue.of("archive");

  @TempDir Path folder;
  private Journal journal;
  private final List<Delivery> got = new CopyOnWriteArrayList<>();

  @BeforeEach
  void open() {
    journal = Journal.open(settings(folder));
    journal.openSink(SINK);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private static Hands hands(int messages) {
    return new Hands(messages, Long.MAX_VALUE);
  }

  private void awaitGot(int count) {
    await().atMost(Duration.ofSeconds(20)).until(() -> got.size() == count);
  }

  private void awaitQueued(long count) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> state(journal, SINK.name()).queued() == count);
  }

  @Test
  void givesEachMessageOnceInItsOrderWithIdKeyHeadersAndBody() throws Exception {
    List<String> ids = IntStream.range(0, 200).mapToObj(i -> "id-" + i).toList();
    ids.forEach(id -> append(journal, entry(id)));

    try (AutoCloseable sink =
        journal.consume(
            SINK,
            hands(10),
            delivery -> {
              got.add(delivery);
              delivery.end().taken();
            })) {
      awaitQueued(0);
    }

    assertThat(got).extracting(Delivery::id).isEqualTo(ids);
    Delivery last = got.get(199);
    assertThat(last.orderKey()).isEqualTo("camera-1");
    assertThat(last.headers()).containsEntry("source", "camera-1").hasSize(1);
    assertThat(new String(last.body(), UTF_8)).isEqualTo("body of id-199");
  }

  @Test
  void leavesNothingInTheHeapOfWhatTheSinkHasTaken() throws Exception {
    try (AutoCloseable sink =
        journal.consume(SINK, hands(10), delivery -> delivery.end().taken())) {
      List<CompletableFuture<Void>> ends =
          IntStream.range(0, 5_000).mapToObj(i -> end(journal, entry("id-" + i))).toList();
      ends.forEach(CompletableFuture::join);
      awaitQueued(0);

      await().atMost(Duration.ofSeconds(20)).until(() -> messagesInTheHeap() < 1_000);
    }
  }

  /** Packets from the engine to whom it serves: the JVM counts what is alive. */
  private static int messagesInTheHeap() throws Exception {
    String histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    return histogram
        .lines()
        .filter(line -> line.contains(SessionReceiveMessage.class.getName()))
        .map(line -> line.strip().split("\\s+", -1)[1])
        .mapToInt(Integer::parseInt)
        .sum();
  }

  @Test
  void handsOverNoMoreAtOnceThanTheSinkMayHave() throws Exception {
    IntStream.range(0, 20).forEach(i -> append(journal, entry("id-" + i)));

    try (AutoCloseable sink = journal.consume(SINK, hands(3), got::add)) {
      awaitGot(3);
      got.get(1).end().taken();

      awaitGot(4);
      awaitQueued(19);
      assertThat(got).extracting(Delivery::id).containsExactly("id-0", "id-1", "id-2", "id-3");
    }
  }

  @Test
  void handsOverNoMoreBytesAtOnceThanTheSinkMayHaveAndOneAlways() throws Exception {
    IntStream.range(0, 5).forEach(i -> append(journal, entry("id-" + i, "camera", new byte[1000])));

    try (Feed sink = journal.consume(SINK, new Hands(100, 1500), got::add)) {
      awaitGot(2);
      got.get(0).end().taken();
      awaitGot(3);
      awaitQueued(4);

      assertThat(got).hasSize(3);
    }
    got.clear();
    try (Feed sink = journal.consume(SINK, new Hands(100, 1), got::add)) {
      awaitGot(1);
    }
  }

  @Test
  void givesAgainWhatWasInHandWhenTheJournalClosed() throws Exception {
    append(journal, entry("one"));
    append(journal, entry("two"));
    try (AutoCloseable sink = journal.consume(SINK, hands(5), got::add)) {
      awaitGot(2);
      got.get(1).end().taken();
      awaitQueued(1);
    }
    journal.close();
    journal = Journal.open(settings(folder));
    got.clear();

    try (AutoCloseable sink = journal.consume(SINK, hands(5), got::add)) {
      awaitGot(1);
      assertThat(got.get(0).id()).isEqualTo("one");
    }
  }

  @Test
  void keepsWhatIsGivenUpAsADeadLetterWithItsReasonAndReplaysIt() throws Exception {
    append(journal, entry("one"));
    Instant first = Instant.ofEpochMilli(1_700_000_000_000L);
    try (AutoCloseable sink = journal.consume(SINK, hands(5), got::add)) {
      awaitGot(1);
      got.get(0).end().givenUp("404 from the webhook", 7, first);
      awaitQueued(0);

      DeadLetter letter = journal.deadLetters(SINK.name(), 10).get(0);
      assertThat(letter.id()).isEqualTo("one");
      assertThat(letter.reason()).contains("404 from the webhook");
      assertThat(letter.attempts()).hasValue(7);
      assertThat(letter.firstFailed()).contains(first);
      assertThat(letter.headers()).containsEntry("source", "camera-1");

      assertThat(journal.replay(SINK.name())).isEqualTo(1);
      awaitGot(2);
      assertThat(new String(got.get(1).body(), UTF_8)).isEqualTo("body of one");
    }
  }

  @Test
  void givesBodiesOfFourMegabytesBitForBit() throws Exception {
    byte[] body = new byte[Entry.MAX_BODY];
    new java.util.Random(7).nextBytes(body);
    append(journal, entry("large", "camera-1", body));

    try (AutoCloseable sink = journal.consume(SINK, hands(5), got::add)) {
      awaitGot(1);
      assertThat(got.get(0).body()).isEqualTo(body);
      got.get(0).end().givenUp("too large for it", 1, Instant.EPOCH);
      awaitQueued(0);

      journal.replay(SINK.name());
      awaitGot(2);
      assertThat(got.get(1).body()).isEqualTo(body);
    }
  }

  @Test
  void givesAgainWhatBrokeTheHandOverAndGoesOn() {
    append(journal, entry("one"));
    append(journal, entry("two"));
    AtomicInteger breaks = new AtomicInteger(2);

    try (Feed sink =
        journal.consume(
            SINK,
            hands(5),
            delivery -> {
              if (breaks.getAndDecrement() > 0) {
                throw new StackOverflowError();
              }
              got.add(delivery);
              delivery.end().taken();
            })) {
      await().atMost(Duration.ofSeconds(20)).until(() -> sink.fault().isPresent());
      assertThat(sink.fault())
          .contains("the sink archive is given nothing by the journal: StackOverflowError");
      awaitQueued(0);

      assertThat(got).extracting(Delivery::id).containsExactly("one", "two");
      await().atMost(Duration.ofSeconds(20)).until(() -> sink.fault().isEmpty());
      assertThat(sink.interruptions()).isEqualTo(2);
    }
  }
}
