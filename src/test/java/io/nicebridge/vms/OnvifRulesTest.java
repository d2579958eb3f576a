package io.nicebridge.vms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which notices are events: a state that becomes true, and not the same state again. */
class OnvifRulesTest {
  private static final String NODE = "00000001-5cdd-280b-8002-00000000e001_0001";
  private static final Instant NOW = Instant.parse("2026-01-05T10:15:30Z");
  private final OnvifRules rules = new OnvifRules();

  @BeforeEach
  void tables() {
    rules.add("VideoSource/MotionAlarm", "State", "Motion", "-");
    rules.add("RuleEngine/LineDetector/Crossed", "-", "LineCrossing", "-");
  }

  private boolean marks(String node, String source, String state, int second, boolean settled) {
    OnvifNotice notice =
        new OnvifNotice(
            "VideoSource/MotionAlarm",
            Map.of("Source", source),
            Map.of("State", state),
            Optional.of(NOW.plusSeconds(second)),
            false);
    return rules.mark(node, notice, settled, NOW).isPresent();
  }

  @Test
  void makesASceneMarkOfEachChangeFromFalseToTrueHoweverTrueIsWritten() {
    assertThat(marks(NODE, "1", "false", 0, false)).isFalse();
    assertThat(marks(NODE, "1", "true", 1, false)).isTrue();
    assertThat(marks(NODE, "1", "1", 2, false)).isFalse();
    assertThat(marks(NODE, "1", "0", 3, false)).isFalse();
    assertThat(marks(NODE, "1", "1", 4, false)).isTrue();
  }

  @Test
  void keepsCamerasAndChannelsApart() {
    assertThat(marks(NODE, "1", "true", 1, false)).isTrue();
    assertThat(marks(NODE, "2", "true", 1, false)).isTrue();
    assertThat(marks(NODE.replace("e001", "e002"), "1", "true", 1, false)).isTrue();
  }

  @Test
  void takesHowThingsStandForNoEventAndRemembersIt() {
    assertThat(marks(NODE, "1", "true", 1, true)).isFalse();
    assertThat(marks(NODE, "1", "true", 2, false)).isFalse();
    assertThat(marks(NODE, "1", "false", 3, false)).isFalse();
    assertThat(marks(NODE, "1", "true", 4, false)).isTrue();
  }

  @Test
  void makesTheSameSceneMarkOfTheSameNoticeThatComesAgain() {
    OnvifNotice crossed =
        new OnvifNotice(
            "RuleEngine/LineDetector/Crossed",
            Map.of(),
            Map.of("ObjectId", "17"),
            Optional.of(NOW),
            false);

    assertThat(rules.mark(NODE, crossed, false, NOW).orElseThrow())
        .isEqualTo(rules.mark(NODE, crossed, false, NOW.plusSeconds(5)).orElseThrow());
  }
}
