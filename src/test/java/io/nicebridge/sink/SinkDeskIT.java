package io.nicebridge.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nicebridge.journal.Entry;
import io.nicebridge.journal.Journal;
import io.nicebridge.journal.JournalSettings;
import io.nicebridge.journal.SinkState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sinks that come and go while a real journal is open. */
class SinkDeskIT {
  private static final long MB = 1 << 20;

  @TempDir Path folder;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<String> got = new CopyOnWriteArrayList<>();
  private SinkDesk desk;

  @BeforeEach
  void open() {
    desk =
        new SinkDesk(
            () -> Journal.open(new JournalSettings(folder, 512 * MB, 0, 8 * MB, 100, MB, 100)),
            meters);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private SinkDesk.Line line(String name, int atOnce) {
    RetryPolicy retry =
        new RetryPolicy(0, Optional.empty(), Duration.ofSeconds(1), 2, Duration.ofSeconds(2));
    return new SinkDesk.Line(
        new SinkPlan(
            name, SinkOrder.CAMERA, atOnce, retry, Duration.ofMinutes(1), Optional.empty()),
        delivery -> {
          got.add(name + " " + delivery.id());
          return CompletableFuture.completedFuture(SinkOutcome.DELIVERED);
        });
  }

  private void append(String id) {
    desk.wanted()
        .orElseThrow()
        .append(new Entry(id, "camera", Map.of(), new byte[1], true))
        .toCompletableFuture()
        .join();
  }

  private void awaitGot(String what) {
    await().atMost(Duration.ofSeconds(20)).until(() -> got.contains(what));
  }

  @Test
  void servesWhatItServedWhenOneOfTheNewSinksCannotBegin() {
    desk.use(List.of(line("archive", 1), line("branch", 1)));
    meters
        .config()
        .meterFilter(
            new io.micrometer.core.instrument.config.MeterFilter() {
              @Override
              public io.micrometer.core.instrument.Meter.Id map(
                  io.micrometer.core.instrument.Meter.Id id) {
                if ("bad".equals(id.getTag("sink"))) {
                  throw new IllegalStateException("no meters for it");
                }
                return id;
              }
            });

    assertThatThrownBy(
            () -> desk.use(List.of(line("archive", 2), line("fresh", 1), line("bad", 1))))
        .hasMessage("no meters for it");

    append("one");
    awaitGot("archive one");
    awaitGot("branch one");
    assertThat(got).doesNotContain("fresh one");
  }

  @Test
  void saysThatNobodyWantsDataBeforeTheLastQueueGoes() throws Exception {
    for (int i = 0; i < 20; i++) {
      desk.use(List.of(line("archive", 1)));
      Journal journal = desk.open();
      AtomicBoolean over = new AtomicBoolean();
      CompletableFuture<Boolean> promisedForNobody =
          CompletableFuture.supplyAsync(
              () -> {
                boolean seen = false;
                while (!over.get()) {
                  boolean fed = journal.sinks().stream().anyMatch(sink -> !sink.orphaned());
                  seen |= !fed && desk.wanted().isPresent();
                }
                return seen;
              });

      desk.use(List.of());

      over.set(true);
      assertThat(promisedForNobody.get()).isFalse();
      assertThat(journal.sinks()).allMatch(SinkState::orphaned);
    }
  }
}
