package io.nicebridge.journal;

import static io.nicebridge.journal.JournalRig.MB;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A camera's events stay in order while much more waits than the heap may hold. */
class JournalOrderIT {
  private static final int EVENTS = Integer.getInteger("journal.order.events", 40_000);
  private static final int CAMERAS = 20;
  private static final int ON_THE_WAY = 512;
  private static final Hands HANDS = new Hands(512, 32 * MB);

  /** So little that nearly everything is paged. */
  private static JournalSettings little(Path folder) {
    return new JournalSettings(folder, 2048 * MB, 0, MB, 10_000, 64 * MB, 200_000);
  }

  /** What was handed over, each camera's last number and whatever came behind a later one. */
  private static final class Log {
    private final Map<String, Integer> last = new HashMap<>();
    private final List<String> outOfOrder = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    synchronized void take(Delivery delivery) {
      int number = Integer.parseInt(delivery.id().substring(delivery.id().indexOf('/') + 1));
      if (seen.add(delivery.id())) {
        Integer before = last.put(delivery.orderKey(), number);
        if (before != null && before > number) {
          outOfOrder.add(delivery.id() + " after " + before);
        }
      }
      delivery.end().taken();
    }

    synchronized int count() {
      return seen.size();
    }
  }

  private static void append(Journal journal, int number) {
    JournalRig.append(journal, JournalRig.entry("camera/" + number, "camera", new byte[] {1}));
  }

  private static void appendAll(Journal journal) {
    Semaphore room = new Semaphore(ON_THE_WAY);
    for (int i = 0; i < EVENTS; i++) {
      room.acquireUninterruptibly();
      String camera = "camera-" + i % CAMERAS;
      String id = camera + "/" + i / CAMERAS;
      var unused =
          JournalRig.end(journal, JournalRig.entry(id, camera, id.getBytes(UTF_8)))
              .whenComplete((stored, refused) -> room.release());
    }
    room.acquireUninterruptibly(ON_THE_WAY);
  }

  @Test
  void keepsTheOrderOfEachCameraWhileItPages(@TempDir Path folder) throws Exception {
    try (Journal journal = Journal.open(little(folder))) {
      journal.openSink(SinkQueue.of("dead"));
      Log log = new Log();
      try (Feed feed = journal.consume(SinkQueue.of("fast"), HANDS, log::take)) {
        appendAll(journal);
        await().atMost(Duration.ofMinutes(2)).until(() -> log.count() >= EVENTS);
      }
      assertThat(log.outOfOrder).isEmpty();
    }
  }

  @Test
  void keepsItAlsoWhenTheSinkIsOpenedAgainAndAgain(@TempDir Path folder) throws Exception {
    try (Journal journal = Journal.open(little(folder))) {
      journal.openSink(SinkQueue.of("dead"));
      journal.openSink(SinkQueue.of("fast"));
      CompletableFuture<Void> appended = CompletableFuture.runAsync(() -> appendAll(journal));
      Log log = new Log();
      while (log.count() < EVENTS) {
        int before = log.count();
        // What is taken after the end of its feed comes again.
        try (Feed feed = journal.consume(SinkQueue.of("fast"), HANDS, log::take)) {
          await()
              .atMost(Duration.ofMinutes(1))
              .until(() -> log.count() >= Math.min(EVENTS, before + EVENTS / 20));
        }
      }
      appended.join();
      assertThat(log.outOfOrder).isEmpty();
    }
  }

  @Test
  void handsOverWhatFollowsOneThatWasNotStored(@TempDir Path folder) {
    try (Journal journal = Journal.open(little(folder))) {
      Log log = new Log();
      try (Feed feed = journal.consume(SinkQueue.of("fast"), HANDS, log::take)) {
        append(journal, 1);
        append(journal, 1);
        append(journal, 2);

        await().until(() -> log.count() == 2);
      }
      assertThat(log.outOfOrder).isEmpty();
    }
  }
}
