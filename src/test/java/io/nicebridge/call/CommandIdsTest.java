package io.nicebridge.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers of the bridge's own requests, with a clock that stands still. */
class CommandIdsTest {
  private static final long NOW = 1_795_838_400L;
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);

  @TempDir private Path home;

  private CommandIds ids() {
    return new CommandIds(home.resolve("calls"), CLOCK);
  }

  private static long next(CommandIds ids) {
    return ids.next().toCompletableFuture().join();
  }

  @Test
  void increasesByOneForMoreThanABlock() throws IOException {
    try (CommandIds ids = ids()) {
      List<Long> seen = new ArrayList<>();
      for (int i = 0; i < 3 * CommandIds.BLOCK; i++) {
        seen.add(next(ids));
      }

      assertThat(seen).first().isEqualTo(NOW);
      assertThat(seen)
          .containsExactlyElementsOf(
              IntStream.range(0, seen.size()).mapToObj(i -> NOW + i).toList());
    }
  }

  @Test
  void goesOnAboveAllThatWereGivenAfterAKill() throws IOException {
    long last;
    try (CommandIds killed = ids()) {
      next(killed);
      last = next(killed);
      // What the disk has is what a kill leaves behind.
    }
    try (CommandIds again = ids()) {
      assertThat(next(again)).isGreaterThan(last);
    }
  }

  @Test
  void goesOnFromTheFileWhereTheClockIsBehindIt() throws IOException {
    Files.createDirectories(home.resolve("calls"));
    Files.writeString(home.resolve("calls/command-id"), "9000000000\n");

    try (CommandIds ids = ids()) {
      assertThat(next(ids)).isEqualTo(9_000_000_000L);
    }
  }

  @Test
  void givesNoneTwiceToManyWhoAskAtOnce() throws IOException {
    try (CommandIds ids = ids()) {
      List<Long> seen = Collections.synchronizedList(new ArrayList<>());

      IntStream.range(0, 5 * CommandIds.BLOCK).parallel().forEach(i -> seen.add(next(ids)));

      assertThat(new HashSet<>(seen)).hasSize(5 * CommandIds.BLOCK);
    }
  }

  @Test
  void makesNothingBeforeTheFirstIsAskedFor() throws IOException {
    try (CommandIds unused = ids()) {
      assertThat(home.resolve("calls")).doesNotExist();
    }
  }

  @Test
  void refusesASecondBridgeOnTheSameFolder() throws IOException {
    try (CommandIds first = ids();
        CommandIds second = ids()) {
      next(first);

      assertThatThrownBy(() -> next(second)).hasMessageContaining("another bridge has it");
    }
  }

  @Test
  void refusesAFileThatHoldsNoNumberAndIsWellAgainWhenItIsMended() throws IOException {
    Files.createDirectories(home.resolve("calls"));
    Path file = home.resolve("calls/command-id");
    Files.writeString(file, "many");
    try (CommandIds ids = ids()) {
      assertThatThrownBy(() -> next(ids))
          .hasMessageContaining("nice.call.folder")
          .hasMessageContaining("its file command-id must hold a number");

      Files.delete(file);

      assertThat(next(ids)).isEqualTo(NOW);
    }
  }
}
