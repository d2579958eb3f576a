package io.nicebridge.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nicebridge.sink.SinkFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

  @Test
  void cutsOffWhatACrashLeftOfALine() throws Exception {
    Path torn = folder.resolve("20261123T090000.000Z-000000.jsonl");
    Files.writeString(torn, "whole\n" + "x".repeat(200_000));
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
}
