package io.nicebridge.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures and clips as sections of SceneData. */
class RecordingTest {
  private static Recording recording(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return new Recording("SDT_x", "JPEG", "Image", bytes);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1500000, 1", "1500001, 2", "3000000, 2", "4500001, 4"})
  void numbersItsSectionsAndHashesTheWhole(int size, int count) throws Exception {
    Recording recording = recording(size);

    List<DataSection> sections = recording.sections().stream().map(DataSection::parse).toList();

    assertThat(sections).hasSize(count);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      assertThat(sections.get(i).section()).isEqualTo(i + 1);
      assertThat(sections.get(i).lastSection()).isEqualTo(count);
      assertThat(sections.get(i).bytes().length).isLessThanOrEqualTo(Recording.SECTION);
      whole.writeBytes(sections.get(i).bytes());
    }
    assertThat(whole.toByteArray()).isEqualTo(recording.bytes());
    String hash =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(recording.bytes()));
    assertThat(sections)
        .allSatisfy(
            section -> {
              assertThat(section.hashMethod()).isEqualTo(Optional.of("SHA256"));
              assertThat(section.hash()).isEqualTo(Optional.of(hash));
              assertThat(section.dataId()).isEqualTo("SDT_x");
            });
    assertThat(DataHead.of(recording.sections().get(0)).kind()).isEqualTo(DataHead.Kind.SCENE_DATA);
  }

  @Test
  void refusesWhatIsEmptyOrTooLarge() {
    assertThatThrownBy(() -> recording(0))
        .isInstanceOf(Refusal.class)
        .hasMessage("a recording must have 1 to 32000000 bytes, had 0");
    assertThatThrownBy(() -> recording(Recording.LARGEST + 1)).isInstanceOf(Refusal.class);
  }
}
