package io.nicebridge.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nicebridge.message.DataSection;
import io.nicebridge.sink.SinkFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that sinks write to, from the start of the bridge to its end. */
class FileSinksTest {
  private static final DataSection ONLY =
      new DataSection(
          "SDT_1", 1, 1, new byte[3], Optional.empty(), Optional.empty(), Optional.empty());

  @TempDir Path home;

  private FileSinks open() {
    return new FileSinks(home, Clock.systemUTC());
  }

  private static void append(FileSinks sinks, String line, long maxSize, int keep) {
    sinks.append("data", maxSize, keep, line.getBytes(UTF_8));
  }

  private static void add(FileSinks sinks) {
    sinks.add("data", Duration.ofDays(1), "camera", ONLY);
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.list(home.resolve("data"))) {
      return all.filter(file -> file.toString().endsWith(".jsonl")).count();
    }
  }

  @Test
  void refuseAFolderOfLinesForRecordings() {
    try (FileSinks sinks = open()) {
      append(sinks, "one", 1000, 0);

      assertThatExceptionOfType(SinkFault.class)
          .isThrownBy(() -> add(sinks))
          .withMessageContaining("another one writes there");
    }
  }

  @Test
  void giveTheirFoldersBackAtTheirEnd() {
    try (FileSinks first = open()) {
      add(first);
    }
    try (FileSinks second = open()) {
      add(second);
    }
  }

  @Test
  void takeNoMoreAfterTheirEnd() {
    FileSinks first = open();
    append(first, "one", 1000, 0);
    first.close();

    assertThatExceptionOfType(SinkFault.class)
        .isThrownBy(() -> append(first, "two", 1000, 0))
        .withMessageContaining("closing");
    try (FileSinks second = open()) {
      append(second, "two", 1000, 0);
    }
  }

  @Test
  void takeOtherLimitsInWithoutAStop() throws Exception {
    try (FileSinks sinks = open()) {
      for (int i = 0; i < 5; i++) {
        append(sinks, "line-" + i, 1, 0);
      }
      assertThat(files()).isEqualTo(5);

      append(sinks, "line-5", 1, 2);

      assertThat(files()).isEqualTo(2);
    }
  }

  @Test
  void takeAnotherPatienceInWithoutAStop() {
    HandClock clock = new HandClock();
    try (FileSinks sinks = new FileSinks(home, clock)) {
      sinks.add("data", Duration.ofDays(1000), "camera", first("SDT_1"));
      clock.now = clock.now.plus(Duration.ofDays(2));

      sinks.add("data", Duration.ofDays(1), "camera", first("SDT_2"));
    }

    assertThat(home.resolve("data").resolve(".incomplete").resolve("camera")).exists();
  }

  private static DataSection first(String id) {
    return new DataSection(
        id, 1, 2, new byte[3], Optional.empty(), Optional.empty(), Optional.empty());
  }
}
