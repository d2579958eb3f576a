package io.nicebridge.journal;

import static io.nicebridge.journal.JournalRig.MB;
import static io.nicebridge.journal.JournalRig.append;
import static io.nicebridge.journal.JournalRig.body;
import static io.nicebridge.journal.JournalRig.consume;
import static io.nicebridge.journal.JournalRig.end;
import static io.nicebridge.journal.JournalRig.entry;
import static io.nicebridge.journal.JournalRig.settings;
import static io.nicebridge.journal.JournalRig.state;
import static io.nicebridge.journal.JournalRig.takeAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.nicebridge.journal.JournalRefusal.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal promises to whoever appends, with the real engine on a real disk. */
class JournalIT {
  @TempDir Path folder;

  @Test
  void reachesEverySinkWhenAppendedOnce() {
    try (Journal journal = Journal.open(settings(folder))) {
      journal.openSink(SinkQueue.of("webhook"));
      journal.openSink(SinkQueue.of("files"));

      append(journal, entry("mark-1"));

      assertThat(takeAll(journal, "webhook")).containsExactly("mark-1");
      assertThat(takeAll(journal, "files")).containsExactly("mark-1");
      assertThat(journal.sinks())
          .containsExactly(
              new SinkState("files", 0, 0, 0, false), new SinkState("webhook", 0, 0, 0, false));
    }
  }

  @Test
  void storesOnceWhatComesTwiceAlsoAfterAReopening() {
    try (Journal journal = Journal.open(settings(folder))) {
      journal.openSink(SinkQueue.of("webhook"));
      append(journal, entry("mark-1"));
      append(journal, entry("mark-1"));
      CompletableFuture.allOf(end(journal, entry("mark-2")), end(journal, entry("mark-2"))).join();
    }
    try (Journal journal = Journal.open(settings(folder))) {
      append(journal, entry("mark-1"));

      assertThat(takeAll(journal, "webhook")).containsExactly("mark-1", "mark-2");
      append(journal, entry("mark-2"));
      assertThat(state(journal, "webhook").queued()).isZero();
    }
  }

  @Test
  void keepsTheOrderOfEachKey() {
    try (Journal journal = Journal.open(settings(folder))) {
      journal.openSink(SinkQueue.of("webhook"));
      List<CompletableFuture<Void>> ends = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        String camera = "camera-" + i % 20;
        ends.add(end(journal, entry("%s/%05d".formatted(camera, i), camera, new byte[600])));
      }
      ends.forEach(CompletableFuture::join);

      Map<String, List<String>> byCamera = new HashMap<>();
      for (String id : takeAll(journal, "webhook")) {
        byCamera
            .computeIfAbsent(id.substring(0, id.indexOf('/')), camera -> new ArrayList<>())
            .add(id);
      }
      assertThat(byCamera).hasSize(20);
      assertThat(byCamera.values()).allSatisfy(ids -> assertThat(ids).hasSize(100).isSorted());
    }
  }

  @Test
  void carriesABodyOf4MbBitForBitAlsoOverAReopening() {
    byte[] body = new byte[Entry.MAX_BODY];
    new Random(1).nextBytes(body);
    try (Journal journal = Journal.open(settings(folder))) {
      journal.openSink(SinkQueue.of("files"));
      journal.openSink(SinkQueue.of("webhook"));
      append(journal, entry("data-1", "camera-1", body));
      append(journal, entry("data-1", "camera-1", body));
    }
    try (Journal journal = Journal.open(settings(folder))) {
      for (String sink : List.of("files", "webhook")) {
        List<byte[]> bodies = new ArrayList<>();
        consume(journal, sink, message -> bodies.add(body(message)));
        assertThat(bodies).hasSize(1);
        assertThat(bodies.get(0)).isEqualTo(body);
      }
    }
  }

  @Test
  void givesOnlyWhatASinkSelects() {
    try (Journal journal = Journal.open(settings(folder))) {
      journal.openSink(selecting("source = 'camera-2'"));
      append(journal, entry("a", "camera-1", new byte[1]));
      append(journal, entry("b", "camera-2", new byte[1]));
      assertThat(takeAll(journal, "webhook")).containsExactly("b");

      journal.openSink(SinkQueue.of("webhook"));
      append(journal, entry("c", "camera-1", new byte[1]));
      assertThat(takeAll(journal, "webhook")).containsExactly("c");
    }
  }

  private static SinkQueue selecting(String selector) {
    return new SinkQueue(
        "webhook", Optional.of(selector), Optional.empty(), 0, Duration.ZERO, 1, Duration.ZERO);
  }

  @Test
  void refusesAtOnceWhenMoreWaitForTheDiskThanMay() {
    JournalSettings narrow = new JournalSettings(folder, 512 * MB, 0, 32 * MB, 3, 64 * MB, 20_000);
    try (Journal journal = Journal.open(narrow)) {
      journal.openSink(SinkQueue.of("webhook"));
      List<CompletableFuture<Void>> ends =
          IntStream.range(0, 500).mapToObj(i -> end(journal, entry("mark-" + i))).toList();

      List<Throwable> refused =
          ends.stream().map(JournalIT::failure).flatMap(Optional::stream).toList();

      assertThat(refused)
          .isNotEmpty()
          .allSatisfy(why -> assertThat(kind(why)).isEqualTo(Kind.OVERLOADED));
      assertThat(takeAll(journal, "webhook")).hasSize(500 - refused.size()).isNotEmpty();
      await().untilAsserted(() -> assertThat(journal.pending()).isZero());
      append(journal, entry("afterwards"));
    }
  }

  @Test
  void refusesWhenTheFolderIsFullAndTakesAgainWhenThereIsRoom() {
    JournalSettings small =
        new JournalSettings(folder, 64 * MB, 0, 2 * MB, 10_000, 64 * MB, 20_000);
    try (Journal journal = Journal.open(small)) {
      journal.openSink(SinkQueue.of("dead"));
      journal.openSink(SinkQueue.of("alive"));
      List<String> stored = new ArrayList<>();
      Optional<Throwable> refused = Optional.empty();
      for (int i = 0; i < 5_000 && refused.isEmpty(); i++) {
        Entry entry = entry("mark-" + i, "camera-1", new byte[50_000]);
        refused = failure(end(journal, entry));
        if (refused.isEmpty()) {
          stored.add(entry.id());
        }
      }
      assertThat(kind(refused.orElseThrow())).isEqualTo(Kind.FULL);
      assertThat(refused.orElseThrow()).hasMessageContaining("journal is full");
      assertThat(journal.bytesOnDisk()).isLessThan(80 * MB);

      assertThat(takeAll(journal, "alive")).isEqualTo(stored);
      assertThat(takeAll(journal, "dead")).isEqualTo(stored);
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(failure(end(journal, entry("again")))).isEmpty());
    }
  }

  @Test
  void answersWhoeverWaitsWhenItIsClosed() {
    Journal journal = Journal.open(settings(folder));
    journal.openSink(SinkQueue.of("webhook"));
    List<CompletableFuture<Void>> ends =
        IntStream.range(0, 2_000).mapToObj(i -> end(journal, entry("mark-" + i))).toList();
    journal.close();

    assertThat(ends).allMatch(CompletableFuture::isDone);
    assertThat(ends.stream().map(JournalIT::failure).flatMap(Optional::stream))
        .allSatisfy(why -> assertThat(kind(why)).isEqualTo(Kind.AWAY));
    assertThat(kind(failure(end(journal, entry("late"))).orElseThrow())).isEqualTo(Kind.AWAY);
  }

  static Optional<Throwable> failure(CompletableFuture<Void> end) {
    Throwable thrown = catchThrowable(end::join);
    return Optional.ofNullable(thrown instanceof CompletionException c ? c.getCause() : thrown);
  }

  static Kind kind(Throwable refusal) {
    assertThat(refusal).isInstanceOf(JournalRefusal.class);
    return ((JournalRefusal) refusal).kind();
  }

  @Test
  void keepsWhatIsDurableAlsoWhenTheSameCameAtMostOnceJustBefore() {
    List<String> ids = IntStream.range(0, 200).mapToObj(i -> "id-" + i).toList();
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    try (Journal journal = Journal.open(settings(folder))) {
      journal.openSink(SinkQueue.of("archive"));
      for (String id : ids) {
        Entry entry = entry(id);
        Entry atMostOnce =
            new Entry(entry.id(), entry.orderKey(), entry.headers(), entry.body(), false);
        ends.add(end(journal, atMostOnce));
        ends.add(end(journal, entry));
      }
      ends.forEach(CompletableFuture::join);
    }
    try (Journal journal = Journal.open(settings(folder))) {
      assertThat(takeAll(journal, "archive")).containsExactlyInAnyOrderElementsOf(ids);
    }
  }
}
