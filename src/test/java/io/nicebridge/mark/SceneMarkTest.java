package io.nicebridge.mark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nicebridge.id.Malformed;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SceneMarks as the field writes them, and as nobody should. */
class SceneMarkTest {
  private static SceneMark read(String mark) {
    return SceneMark.read(mark.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-05T10:15:30.250Z",
        "2026-01-05T11:15:30.25+01:00",
        "2026-01-05T10: 15: 30.250Z",
        "2026-01-05T10:15:30.250"
      })
  void readsTimesAsTheFieldWritesThem(String time) {
    assertThat(MarkTime.text(MarkTime.parse(time))).isEqualTo("2026-01-05T10:15:30.250Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"SceneMarkID\":7}",
        "{\"SceneMarkID\":\"S\",\"AnalysisList\":[]}",
        "{\"SceneMarkID\":\"S\",\"AnalysisList\":[7]}",
        "{\"SceneMarkID\":\"S\",\"AnalysisList\":[{\"EventType\":\"Fire\"}],\"TimeStamp\":\"soon\"}",
        "{\"SceneMarkID\":\"S\",\"AnalysisList\":[{\"EventType\":\"Fire\",\"DetectedObjects\":{}}],\"TimeStamp\":\"2026-01-05T10:15:30.250Z\"}"
      })
  void refusesWhatIsNoneInOneSentence(String mark) {
    assertThatThrownBy(() -> read(mark)).isInstanceOf(Malformed.class);
  }
}
