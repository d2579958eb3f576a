package io.nicebridge.journal;

import static io.nicebridge.journal.JournalRig.append;
import static io.nicebridge.journal.JournalRig.end;
import static io.nicebridge.journal.JournalRig.entry;
import static io.nicebridge.journal.JournalRig.settings;
import static io.nicebridge.journal.JournalRig.takeAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal makes of the folder that it finds. */
class JournalFolderIT {
  @TempDir Path folder;

  @Test
  void losesNothingAcknowledgedWhenTheProcessIsKilled() throws IOException {
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      acknowledged.addAll(appendUntilKilled("round-" + round, 2_000));
    }
    try (Journal journal = Journal.open(settings(folder))) {
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(6_000);
      assertThat(takeAll(journal, "webhook")).containsAll(acknowledged).doesNotHaveDuplicates();
      assertThat(takeAll(journal, "files")).containsAll(acknowledged).doesNotHaveDuplicates();
    }
  }

  private List<String> appendUntilKilled(String prefix, int enough) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dlog4j2.level=OFF",
                Appender.class.getName(),
                folder.toString(),
                prefix)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> ids = new ArrayList<>();
    try (BufferedReader out = process.inputReader()) {
      String line;
      while ((line = out.readLine()) != null) {
        if (line.endsWith(";") && line.startsWith("stored ")) {
          ids.add(line.substring(7, line.length() - 1));
        }
        if (ids.size() == enough) {
          process.toHandle().destroyForcibly(); // leaves what it said readable
        }
      }
    }
    return ids;
  }

  /** Appends as fast as it can and says what is safe, until it is killed. */
  static final class Appender {
    public static void main(String[] folderAndPrefix) {
      Journal journal = Journal.open(settings(Path.of(folderAndPrefix[0])));
      journal.openSink(SinkQueue.of("webhook"));
      journal.openSink(SinkQueue.of("files"));
      for (int i = 0; ; i++) {
        String id = folderAndPrefix[1] + "/" + i;
        var end = end(journal, entry(id, "camera-" + i % 10, new byte[600]));
        end.thenRun(() -> System.out.println("stored " + id + ";"));
        if (i % 200 == 0) {
          end.join();
        }
      }
    }
  }

  @Test
  void refusesAFolderThatIsInUse() {
    try (Journal first = Journal.open(settings(folder))) {
      first.openSink(SinkQueue.of("webhook"));
      assertTimeout(
          Duration.ofSeconds(2),
          () ->
              assertThatThrownBy(() -> Journal.open(settings(folder)))
                  .isInstanceOf(IllegalStateException.class)
                  .hasMessage(
                      "the journal's folder ["
                          + folder
                          + "] is in use: another bridge must be stopped first, or this one must"
                          + " have a folder of its own"));
      append(first, entry("mark-1"));
    }
  }

  @Test
  void refusesAFolderThatIsAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> Journal.open(settings(file)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the journal's folder [" + file + "] must be a folder that the bridge may write to");
  }

  @Test
  void refusesWhatItCannotRead() throws IOException {
    try (Journal journal = Journal.open(settings(folder))) {
      journal.openSink(SinkQueue.of("webhook"));
      append(journal, entry("mark-1"));
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder.resolve("messages"))) {
      files = all.filter(file -> file.toString().endsWith(".amq")).toList();
    }
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      java.util.Arrays.fill(bytes, 0, Math.min(bytes.length, 4096), (byte) 0x5a);
      Files.write(file, bytes);
    }

    assertThatThrownBy(() -> Journal.open(settings(folder)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the journal in [" + folder + "] cannot be read")
        .hasMessageContaining("restored from a copy, or moved away");
    // Nothing was left running: the folder can be locked again.
    assertThatThrownBy(() -> Journal.open(settings(folder))).hasMessageContaining("cannot be read");
  }
}
