package io.nicebridge.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.message.DataSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings put together from their sections. */
class RecordingsTest {
  private static final String CAMERA = "00000001-5cdd-280b-8002-000000000001";
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;
  private final Random random = new Random(7);

  private Recordings open() {
    return new Recordings(folder, DAY, Clock.systemUTC());
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static DataSection section(
      String id, int number, int last, byte[] bytes, String hash, String fileName) {
    return new DataSection(
        id, number, last, bytes, Optional.of("SHA256"), Optional.of(hash), Optional.of(fileName));
  }

  private static List<DataSection> cut(byte[] whole, int size, String hash) {
    int last = (whole.length + size - 1) / size;
    List<DataSection> sections = new ArrayList<>();
    for (int i = 0; i < last; i++) {
      byte[] part = Arrays.copyOfRange(whole, i * size, Math.min(whole.length, (i + 1) * size));
      sections.add(section("SDT_1", i + 1, last, part, hash, "clip.mp4"));
    }
    return sections;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.toString().contains(".parts"))
          .toList();
    }
  }

  @Test
  void isTheWholeBitForBitOf800SectionsInAnyOrderSomeTwiceWithARestartBetween() throws Exception {
    byte[] whole = bytes(800 * 1000 - 17);
    List<DataSection> sections = cut(whole, 1000, Hashes.hex("SHA-256", whole));
    List<DataSection> shuffled = new ArrayList<>(sections);
    shuffled.addAll(sections.subList(100, 150));
    Collections.shuffle(shuffled, random);

    Recordings first = open();
    shuffled.subList(0, 400).forEach(section -> first.add(CAMERA, section));
    Recordings second = open();
    shuffled.subList(400, shuffled.size()).forEach(section -> second.add(CAMERA, section));

    assertThat(files()).containsExactly(folder.resolve(CAMERA).resolve("SDT_1-clip.mp4"));
    assertThat(files().get(0)).hasBinaryContent(whole);
    assertThat(folder.resolve(".parts").resolve(CAMERA).resolve("SDT_1"))
        .isDirectoryContaining("glob:**/done")
        .isDirectoryNotContaining("glob:**/1");
  }

  @Test
  void isNotMadeAgainWhenItsSectionsComeOnceMore() throws Exception {
    List<DataSection> sections = cut(bytes(10), 5, "");
    Recordings recordings = open();
    sections.forEach(section -> recordings.add(CAMERA, section));
    Files.delete(files().get(0));

    sections.forEach(section -> recordings.add(CAMERA, section));

    assertThat(files()).isEmpty();
  }

  @Test
  void isSetApartWhenItIsNotWhatItsHashSays() throws Exception {
    byte[] whole = bytes(10);
    Recordings recordings = open();
    cut(whole, 5, Hashes.hex("SHA-256", bytes(3))).forEach(s -> recordings.add(CAMERA, s));

    assertThat(files()).singleElement().asString().endsWith("SDT_1-clip.mp4.mismatch");
    assertThat(files().get(0)).hasBinaryContent(whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ABCDEFGHIJKLMNO", "", "zz", "0123456789abcdef"})
  void isTakenAsItIsWhereItsHashIsNone(String hash) throws Exception {
    Recordings recordings = open();
    cut(bytes(10), 5, hash).forEach(section -> recordings.add(CAMERA, section));

    assertThat(files()).singleElement().asString().endsWith("SDT_1-clip.mp4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../../x", "/etc/passwd", "a/b", "..", ".", "", "a\u0000b", ".hidden", "C:\\x"})
  void staysInItsFolderWhateverItsNames(String name) throws Exception {
    Recordings recordings = open();
    recordings.add(name, section(name, 1, 1, bytes(3), "", name));
    recordings.add("other", section(name + "x".repeat(300), 1, 1, bytes(3), "", name));

    assertThat(files()).hasSize(2).allMatch(file -> file.normalize().startsWith(folder));
  }

  @Test
  void doesNotMixRecordingsOfTwoCamerasOrOfNamesThatLookAlike() throws Exception {
    Recordings recordings = open();
    recordings.add("camera-1", section("a/b", 1, 2, bytes(3), "", "x"));
    recordings.add("camera-1", section("a_b", 2, 2, bytes(3), "", "x"));
    recordings.add("camera-2", section("a/b", 2, 2, bytes(3), "", "x"));

    assertThat(files()).isEmpty();
  }

  @Test
  void isMovedAwayWhenItDoesNotBecomeWholeInItsTime() throws Exception {
    open().add(CAMERA, section("SDT_1", 1, 2, bytes(3), "", "x"));
    Clock later = Clock.fixed(Instant.now().plus(DAY).plusSeconds(60), ZoneOffset.UTC);

    new Recordings(folder, DAY, later).add(CAMERA, section("SDT_2", 1, 2, bytes(3), "", "x"));

    assertThat(files()).singleElement().asString().contains(".incomplete/" + CAMERA + "/SDT_1-");
  }
}
