package io.nicebridge.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nicebridge.sink.SinkFault;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines in files, whatever happens to the process or its disk. */
class LineFileTest {
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  private LineFile open(long maxSize, int keep) {
    return new LineFile(folder, maxSize, keep, NOW);
  }

  private static void append(LineFile file, String line) {
    file.append(line.getBytes(UTF_8));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
  }

  private List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : files()) {
      lines.addAll(Files.readAllLines(file));
    }
    return lines;
  }

  @Test
  void writesLineAfterLineAndGoesOnInTheSameFileAfterAStop() throws Exception {
    try (LineFile file = open(1000, 0)) {
      append(file, "one");
      append(file, "two");
    }
    try (LineFile file = open(1000, 0)) {
      append(file, "three");
    }

    assertThat(lines()).containsExactly("one", "two", "three");
    assertThat(files()).singleElement().asString().endsWith("20261123T100000.000Z-000000.jsonl");
  }

  @Test
  void beginsANewFileAtItsSizeAndKeepsAsManyAsItMay() throws Exception {
    try (LineFile file = open(8, 3)) {
      IntStream.range(0, 10).forEach(i -> append(file, "line-" + i));
    }

    assertThat(files()).hasSize(3);
    assertThat(lines()).containsExactly("line-4", "line-5", "line-6", "line-7", "line-8", "line-9");
  }

  @Test
  void keepsAllFilesInTheirOrderWhereNoneMayGo() throws Exception {
    try (LineFile file = open(1, 0)) {
      IntStream.range(0, 5).forEach(i -> append(file, "line-" + i));
    }

    assertThat(files()).hasSize(5);
    assertThat(lines()).containsExactly("line-0", "line-1", "line-2", "line-3", "line-4");
  }

  @Test
  void putsTheNewBehindTheOldWhenTheClockIsSetBack() throws Exception {
    try (LineFile file = open(1, 0)) {
      append(file, "old");
    }
    Clock before = Clock.offset(NOW, Duration.ofHours(-1));
    try (LineFile file = new LineFile(folder, 1, 0, before)) {
      append(file, "new");
      append(file, "newer");
    }

    assertThat(lines()).containsExactly("old", "new", "newer");
  }

  /** A whole line, and so much of another one. */
  private Path torn(int length) throws IOException {
    Path torn = folder.resolve("20261123T090000.000Z-000000.jsonl");
    return Files.writeString(torn, "whole\n" + "x".repeat(length));
  }

  @Test
  void cutsOffWhatACrashLeftOfALine() throws Exception {
    torn(200_000);
    try (LineFile file = open(1_000_000, 0)) {
      append(file, "next");
    }

    assertThat(lines()).containsExactly("whole", "next");
  }

  @Test
  void leavesNothingOfALineThatTheDiskHadNoRoomFor() throws Exception {
    try (LineFile file = new LineFile(folder, 1_000_000, 0, NOW, path -> new SmallDisk(path, 12))) {
      append(file, "one");
      assertThatExceptionOfType(SinkFault.class)
          .isThrownBy(() -> append(file, "far too long a line"))
          .withMessageContaining("No space left on device");
      append(file, "two");
    }

    assertThat(lines()).containsExactly("one", "two");
  }

  @Test
  void refusesAFolderInWhichAnotherOneWrites() throws Exception {
    try (LineFile first = open(1000, 0);
        LineFile second = open(1000, 0)) {
      append(first, "one");

      assertThatExceptionOfType(SinkFault.class)
          .isThrownBy(() -> append(second, "two"))
          .withMessageContaining("must be one process's");
    }
    assertThat(lines()).containsExactly("one");
  }

  @Test
  void losesNoLineOfManyThreads() throws Exception {
    try (LineFile file = open(500, 0)) {
      CompletableFuture<?>[] writers =
          IntStream.range(0, 8)
              .mapToObj(
                  writer ->
                      CompletableFuture.runAsync(
                          () ->
                              IntStream.range(0, 50).forEach(i -> append(file, writer + "-" + i))))
              .toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(writers).join();
    }

    assertThat(lines()).hasSize(400).doesNotHaveDuplicates();
  }

  @Test
  void tellsNobodyOfAGroupThatItIsOnDiskWhenItsSyncFails() throws Exception {
    CountDownLatch syncing = new CountDownLatch(1);
    CountDownLatch failing = new CountDownLatch(1);
    AtomicBoolean failed = new AtomicBoolean();
    LineFile.Opener opener =
        path ->
            new SmallDisk(path, 1_000_000) {
              @Override
              public void force(boolean metaData) throws IOException {
                syncing.countDown();
                await(failing);
                // As Linux does: a sync that failed is told once, and the next one succeeds.
                if (failed.compareAndSet(false, true)) {
                  throw new IOException("Input/output error");
                }
                super.force(metaData);
              }
            };
    try (LineFile file = new LineFile(folder, 1_000_000, 0, NOW, opener)) {
      CompletableFuture<Void> first = CompletableFuture.runAsync(() -> append(file, "one"));
      await(syncing);
      CompletableFuture<Void> second = CompletableFuture.runAsync(() -> append(file, "two"));
      untilThereAre(8);
      failing.countDown();

      assertThat(faultOf(first)).hasMessageContaining("Input/output error");
      assertThat(faultOf(second)).hasMessageContaining("must be written again");

      append(file, "one");
      append(file, "two");
    }
    assertThat(lines()).containsExactly("one", "two");
  }

  @Test
  void tellsNobodyThatItIsOnDiskWhenABrokenLineBehindItCannotBeTakenAway() throws Exception {
    CountDownLatch syncing = new CountDownLatch(1);
    CountDownLatch going = new CountDownLatch(1);
    AtomicInteger opened = new AtomicInteger();
    AtomicInteger forced = new AtomicInteger();
    LineFile.Opener opener =
        path -> {
          if (opened.incrementAndGet() > 1) {
            return new SmallDisk(path, 1_000_000);
          }
          return new SmallDisk(path, 12) {
            @Override
            public void force(boolean metaData) throws IOException {
              if (forced.incrementAndGet() == 1) {
                syncing.countDown();
                await(going);
              }
              super.force(metaData);
            }

            @Override
            public FileChannel truncate(long size) throws IOException {
              if (size() > size) {
                throw new IOException("Input/output error");
              }
              return this;
            }
          };
        };
    try (LineFile file = new LineFile(folder, 1_000_000, 0, NOW, opener)) {
      CompletableFuture<Void> first = CompletableFuture.runAsync(() -> append(file, "one"));
      await(syncing);
      CompletableFuture<Void> second = CompletableFuture.runAsync(() -> append(file, "two"));
      untilThereAre(8);
      assertThatExceptionOfType(SinkFault.class)
          .isThrownBy(() -> append(file, "far too long a line"));
      going.countDown();
      first.join();

      assertThat(faultOf(second)).hasMessageContaining("must be written again");

      append(file, "two");
    }
    assertThat(lines()).containsExactly("one", "two");
  }

  @Test
  void goesOnAfterAnInterruptHasClosedItsFile() throws Exception {
    AtomicBoolean interrupting = new AtomicBoolean(true);
    LineFile.Opener opener =
        path ->
            new SmallDisk(path, 1_000_000) {
              @Override
              public void force(boolean metaData) throws IOException {
                if (interrupting.getAndSet(false)) {
                  Thread.currentThread().interrupt();
                }
                super.force(metaData);
              }
            };
    try (LineFile file = new LineFile(folder, 1, 0, NOW, opener)) {
      assertThatExceptionOfType(SinkFault.class).isThrownBy(() -> append(file, "one"));
      assertThat(Thread.interrupted()).isTrue();

      append(file, "one");
      append(file, "two");
    }
    assertThat(lines()).containsExactly("one", "two");
  }

  @Test
  void keepsAsManyFilesAsItMayAfterAStop() throws Exception {
    try (LineFile file = open(8, 3)) {
      IntStream.range(0, 5).forEach(i -> append(file, "line-" + i));
    }
    try (LineFile file = open(8, 3)) {
      append(file, "line-5");
    }

    assertThat(files()).hasSize(3);
    assertThat(lines()).containsExactly("line-0", "line-1", "line-2", "line-3", "line-4", "line-5");
  }

  @Test
  void countsWhatAFileHoldsAlreadyWhenItGoesOnInItAfterAStop() throws Exception {
    for (String line : List.of("one", "two", "three", "four")) {
      try (LineFile file = open(10, 0)) {
        append(file, line);
      }
    }

    assertThat(files()).hasSize(2);
    assertThat(Files.readAllLines(files().get(0))).containsExactly("one", "two", "three");
  }

  @Test
  void cutsOffWhatACrashLeftOfALineInAFileThatHasItsSizeWithIt() throws Exception {
    Path torn = torn(50);
    try (LineFile file = open(20, 0)) {
      append(file, "next");
    }

    assertThat(lines()).containsExactly("whole", "next");
    assertThat(files()).containsExactly(torn);
  }

  @Test
  void writesWhereItCanBeFoundWhenItsFolderWasTakenAway() throws Exception {
    Path marks = folder.resolve("marks");
    try (LineFile file = new LineFile(marks, 1_000_000, 0, NOW)) {
      append(file, "one");
      for (Path old : list(marks)) {
        Files.delete(old);
      }
      Files.delete(marks);

      append(file, "two");
      append(file, "three");
    }

    Path found =
        list(marks).stream().filter(one -> one.toString().endsWith(".jsonl")).findFirst().get();
    assertThat(Files.readAllLines(found)).containsExactly("two", "three");
  }

  @Test
  void goesOnWhenAnOldFileCannotBeTakenAway() throws Exception {
    Path old = Files.createDirectories(folder.resolve("20261123T090000.000Z-000000.jsonl"));
    Files.writeString(old.resolve("x"), "x");
    Files.writeString(folder.resolve("20261123T090000.000Z-000001.jsonl"), "");
    try (LineFile file = open(1000, 1)) {
      append(file, "one");
    }

    assertThat(Files.readAllLines(files().get(1))).containsExactly("one");
  }

  @Test
  void isNotOnDiskBeforeTheNameOfItsFileIs() throws Exception {
    AtomicBoolean failing = new AtomicBoolean(true);
    LineFile.Opener opener =
        new LineFile.Opener() {
          @Override
          public FileChannel open(Path file) throws IOException {
            return new SmallDisk(file, 1_000_000);
          }

          @Override
          public void settle(Path folder) throws IOException {
            if (failing.getAndSet(false)) {
              throw new IOException("Input/output error");
            }
          }
        };
    try (LineFile file = new LineFile(folder, 1_000_000, 0, NOW, opener)) {
      assertThatExceptionOfType(SinkFault.class).isThrownBy(() -> append(file, "one"));

      append(file, "one");
    }
    assertThat(lines()).containsExactly("one");
  }

  @Test
  void givesItsFolderBackWhenItsEndFails() throws Exception {
    AtomicBoolean failing = new AtomicBoolean();
    LineFile file =
        new LineFile(
            folder,
            1_000_000,
            0,
            NOW,
            path ->
                new SmallDisk(path, 1_000_000) {
                  @Override
                  public void force(boolean metaData) throws IOException {
                    failIf(failing.get());
                    super.force(metaData);
                  }

                  @Override
                  protected void implCloseChannel() throws IOException {
                    super.implCloseChannel();
                    failIf(failing.get());
                  }
                });
    append(file, "one");
    failing.set(true);
    assertThatExceptionOfType(IOException.class).isThrownBy(file::close);

    try (LineFile next = open(1_000_000, 0)) {
      append(next, "two");
    }
    assertThat(lines()).containsExactly("one", "two");
  }

  private static void failIf(boolean failing) throws IOException {
    if (failing) {
      throw new IOException("Input/output error");
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  private void untilThereAre(long bytes) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> files().size() == 1 && Files.size(files().get(0)) == bytes);
  }

  private static Throwable faultOf(CompletableFuture<Void> append) {
    return assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(append::join)
        .actual()
        .getCause();
  }
}
