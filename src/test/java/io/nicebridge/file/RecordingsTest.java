package io.nicebridge.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nicebridge.message.DataSection;
import io.nicebridge.sink.SinkFault;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert;
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
          .filter(file -> !file.endsWith(".in-use"))
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
    first.close();
    Recordings second = open();
    shuffled.subList(400, shuffled.size()).forEach(section -> second.add(CAMERA, section));

    assertThat(files()).containsExactly(folder.resolve(CAMERA).resolve("SDT_1~clip.mp4"));
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

    assertThat(files()).singleElement().asString().endsWith("SDT_1~clip.mp4.mismatch");
    assertThat(files().get(0)).hasBinaryContent(whole);
  }

  @Test
  void isCheckedByTheHashOfWhicheverOfItsSectionsHasOne() throws Exception {
    byte[] whole = bytes(10);
    DataSection first = cut(whole, 5, Hashes.hex("SHA-256", bytes(3))).get(0);
    DataSection second = cut(whole, 5, "").get(1);
    Recordings recordings = open();
    recordings.add(CAMERA, first);
    recordings.add(CAMERA, second);

    assertThat(files()).singleElement().asString().endsWith("SDT_1~clip.mp4.mismatch");
  }

  @Test
  void leavesNoHalfOfItOnADiskThatMayBeFull() throws Exception {
    Path parts = folder.resolve(".parts").resolve(CAMERA).resolve("SDT_1");
    Files.createDirectories(parts.resolve("2"));
    Recordings recordings = open();

    assertThatExceptionOfType(SinkFault.class)
        .isThrownBy(() -> recordings.add(CAMERA, cut(bytes(10), 5, "").get(0)));

    assertThat(parts).isDirectoryContaining("glob:**/1").isDirectoryNotContaining("glob:**/*.tmp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ABCDEFGHIJKLMNO", "", "zz", "0123456789abcdef"})
  void isTakenAsItIsWhereItsHashIsNone(String hash) throws Exception {
    Recordings recordings = open();
    cut(bytes(10), 5, hash).forEach(section -> recordings.add(CAMERA, section));

    assertThat(files()).singleElement().asString().endsWith("SDT_1~clip.mp4");
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
    HandClock clock = new HandClock();
    Recordings recordings = new Recordings(folder, DAY, clock);
    recordings.add(CAMERA, section("SDT_1", 1, 2, bytes(3), "", "x"));
    clock.now = Instant.now().plus(DAY).plusSeconds(60);

    recordings.add(CAMERA, section("SDT_2", 1, 2, bytes(3), "", "x"));

    assertThat(files())
        .isNotEmpty()
        .allMatch(file -> file.toString().contains(".incomplete/" + CAMERA + "/SDT_1-"));
  }

  @Test
  void becomesWholeWhenTheBridgeStoodStillForLongerThanItsTime() throws Exception {
    byte[] whole = bytes(10);
    List<DataSection> sections = cut(whole, 5, "");
    try (Recordings before = open()) {
      before.add(CAMERA, sections.get(0));
    }
    Clock later = Clock.fixed(Instant.now().plus(DAY).plusSeconds(60), ZoneOffset.UTC);

    Recordings after = new Recordings(folder, DAY, later);
    after.add("other", section("SDT_2", 1, 2, bytes(3), "", "x"));
    after.add(CAMERA, sections.get(1));

    assertThat(files()).singleElement().asString().endsWith("SDT_1~clip.mp4");
    assertThat(files().get(0)).hasBinaryContent(whole);
  }

  @Test
  void isNotSweptAwayByItsOwnNextSection() throws Exception {
    HandClock clock = new HandClock();
    Recordings recordings = new Recordings(folder, DAY, clock);
    List<DataSection> sections = cut(bytes(10), 5, "");
    recordings.add(CAMERA, sections.get(0));
    clock.now = Instant.now().plus(DAY).plusSeconds(60);

    recordings.add(CAMERA, sections.get(1));

    assertThat(files()).singleElement().asString().endsWith("SDT_1~clip.mp4");
  }

  @Test
  void isTakenWhateverLiesAmongTheSections() throws Exception {
    HandClock clock = new HandClock();
    Recordings recordings = new Recordings(folder, DAY, clock);
    recordings.add(CAMERA, section("SDT_1", 1, 2, bytes(3), "", "x"));
    Files.writeString(folder.resolve(".parts").resolve("a-note"), "");
    clock.now = Instant.now().plus(DAY).plusSeconds(60);

    recordings.add(CAMERA, section("SDT_2", 1, 1, bytes(3), "", "x"));

    assertThat(files())
        .anyMatch(file -> file.endsWith(Path.of(CAMERA, "SDT_2~x")))
        .anyMatch(file -> file.toString().contains(".incomplete/" + CAMERA + "/SDT_1-"));
  }

  @Test
  void isALastingFaultWhenItsIdIsUsedAgainForAnotherOneSoon() throws Exception {
    byte[] first = bytes(10);
    Recordings recordings = open();
    cut(first, 5, "").forEach(section -> recordings.add(CAMERA, section));

    for (DataSection other : cut(bytes(10), 5, "")) {
      assertLasting(() -> recordings.add(CAMERA, other)).hasMessageContaining("another recording");
    }
    assertLasting(() -> recordings.add(CAMERA, section("SDT_1", 3, 3, bytes(5), "", "clip.mp4")))
        .hasMessageContaining("was [3]");
    cut(first, 5, "").forEach(section -> recordings.add(CAMERA, section));

    assertThat(files()).hasSize(1);
    assertThat(files().get(0)).hasBinaryContent(first);
  }

  @Test
  void isKeptBesideTheFirstWhenItsIdIsUsedAgainLater() throws Exception {
    HandClock clock = new HandClock();
    Recordings recordings = new Recordings(folder, DAY, clock);
    byte[] first = bytes(10);
    byte[] second = bytes(10);
    List<byte[]> all = List.of(first, second, first, second);
    for (int day = 0; day < all.size(); day++) {
      clock.now = Instant.now().plus(DAY.plusSeconds(3600).multipliedBy(day));
      recordings.add("other", section("SDT_" + day, 1, 2, bytes(3), "", "x"));
      cut(all.get(day), 5, "").forEach(section -> recordings.add(CAMERA, section));
    }

    Path home = folder.resolve(CAMERA);
    assertThat(home.resolve("SDT_1~clip.mp4")).hasBinaryContent(first);
    assertThat(home.resolve("SDT_1~2~clip.mp4")).hasBinaryContent(second);
    assertThat(home).isDirectoryNotContaining("glob:**/*~3~*");
  }

  @Test
  void believesItsFirstLastSectionAndFaultsAnother() throws Exception {
    byte[] whole = bytes(10);
    List<DataSection> sections = cut(whole, 5, "");
    Recordings recordings = open();
    recordings.add(CAMERA, sections.get(0));

    assertLasting(() -> recordings.add(CAMERA, section("SDT_1", 1, 1, bytes(5), "", "clip.mp4")))
        .hasMessage(
            "section 1 of the recording [SDT_1] must say LastSection [2] as the first one did,"
                + " was [1]");
    assertLasting(() -> recordings.add(CAMERA, section("SDT_1", 3, 9, bytes(5), "", "clip.mp4")));

    assertThat(files()).isEmpty();
  }

  @Test
  void isSetApartWhenItsSectionsContradictedEachOtherAndNoHashTells() throws Exception {
    List<DataSection> sections = cut(bytes(10), 5, "");
    Recordings recordings = open();
    recordings.add(CAMERA, sections.get(0));
    assertLasting(() -> recordings.add(CAMERA, section("SDT_1", 1, 2, bytes(5), "", "clip.mp4")))
        .hasMessageContaining("another recording");

    recordings.add(CAMERA, sections.get(1));

    assertThat(files()).singleElement().asString().endsWith("SDT_1~clip.mp4.mismatch");
  }

  @Test
  void hasANameThatNoOtherIdMakes() throws Exception {
    Recordings recordings = open();
    recordings.add(CAMERA, section("a-b", 1, 1, bytes(3), "", "c"));
    recordings.add(CAMERA, section("a", 1, 1, bytes(3), "", "b-c"));

    Path home = folder.resolve(CAMERA);
    assertThat(files()).containsExactlyInAnyOrder(home.resolve("a-b~c"), home.resolve("a~b-c"));
  }

  @Test
  void isNotDoneBeforeItsNameIsOnDisk() throws Exception {
    AtomicBoolean failing = new AtomicBoolean(true);
    Path home = folder.resolve(CAMERA);
    Recordings recordings =
        new Recordings(
            folder,
            DAY,
            Clock.systemUTC(),
            settled -> {
              if (settled.equals(home) && failing.getAndSet(false)) {
                assertThat(home.resolve("SDT_1~x")).exists();
                throw new IOException("Input/output error");
              }
            });
    DataSection only = section("SDT_1", 1, 1, bytes(3), "", "x");

    assertThatExceptionOfType(SinkFault.class).isThrownBy(() -> recordings.add(CAMERA, only));
    recordings.add(CAMERA, only);

    assertThat(failing).isFalse();
    assertThat(files()).singleElement().isEqualTo(home.resolve("SDT_1~x"));
  }

  @Test
  void isRefusedInAFolderInWhichAnotherOneWrites() throws Exception {
    DataSection only = section("SDT_1", 1, 1, bytes(3), "", "x");
    try (Recordings first = open();
        Recordings second = open()) {
      first.add(CAMERA, only);

      assertThatExceptionOfType(SinkFault.class)
          .isThrownBy(() -> second.add(CAMERA, only))
          .withMessageContaining("another one writes there");
      first.close();
      second.add(CAMERA, only);
    }
  }

  @Test
  void goesOnWhenItsFolderWasTakenAway() throws Exception {
    Path inner = folder.resolve("inner");
    Recordings recordings = new Recordings(inner, DAY, Clock.systemUTC());
    recordings.add(CAMERA, section("SDT_1", 1, 1, bytes(3), "", "x"));
    Files.move(inner, folder.resolve("away"));

    recordings.add(CAMERA, section("SDT_1", 1, 1, bytes(3), "", "x"));

    assertThat(inner.resolve(CAMERA).resolve("SDT_1~x")).exists();
    assertThat(inner.resolve(".in-use")).exists();
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertLasting(
      ThrowableAssert.ThrowingCallable adding) {
    return assertThatThrownBy(adding)
        .isInstanceOfSatisfying(SinkFault.class, fault -> assertThat(fault.isLasting()).isTrue());
  }
}
