package io.nicebridge.vms;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.id.Malformed;
import io.nicebridge.mark.SceneMark;
import io.nicebridge.message.DataHead;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is no message is malformed, and nothing worse, for every reader of the adapters. */
class HostileInputsTest {
  private static final int COUNT = 10_000;

  /** What became of them, by how often; and one of each kind. */
  private static Map<String, String> outcomes(HostileInputs hostile, Consumer<byte[]> reader) {
    Map<String, String> others = new TreeMap<>();
    for (byte[] body : hostile.take(COUNT)) {
      String how = "taken";
      try {
        reader.accept(body);
      } catch (Malformed malformed) {
        continue;
      } catch (RuntimeException | StackOverflowError worse) {
        how = worse.toString();
      }
      others.putIfAbsent(
          how, new String(body, 0, Math.min(300, body.length), StandardCharsets.UTF_8));
    }
    return others;
  }

  @Test
  void eventsAndReviewsOfFrigate() {
    assertThat(outcomes(Hostiles.frigate(Hostiles.EVENT), b -> FrigateObject.event(Fields.read(b))))
        .isEmpty();
    assertThat(
            outcomes(Hostiles.frigate(Hostiles.REVIEW), b -> FrigateObject.review(Fields.read(b))))
        .isEmpty();
  }

  @Test
  void noticesByMqtt() {
    String topic = "site1/onvif-ej/RuleEngine/LineDetector/Crossed/&VSC1";
    assertThat(outcomes(Hostiles.eventJson(), b -> OnvifNotice.read(topic, b))).isEmpty();
    assertThat(outcomes(Hostiles.axis(), b -> OnvifNotice.read("axis/A/event/x", b))).isEmpty();
  }

  @Test
  void noticesInXml() {
    assertThat(outcomes(Hostiles.notices(), b -> OnvifXml.pushed(b))).isEmpty();
    assertThat(outcomes(Hostiles.notices(), b -> OnvifXml.notices(b))).isEmpty();
  }

  @Test
  void sceneMarks() {
    assertThat(
            outcomes(
                Hostiles.sceneMarks(),
                body -> {
                  DataHead head = DataHead.of(body);
                  if (head.kind() == DataHead.Kind.ODD) {
                    throw new Malformed("neither");
                  }
                  SceneMark.read(head.payload());
                }))
        .isEmpty();
  }

  @Test
  void makesTheSameOnesEachTime() {
    List<byte[]> one = new java.util.ArrayList<>();
    List<byte[]> other = new java.util.ArrayList<>();
    Hostiles.axis().take(100).forEach(one::add);
    Hostiles.axis().take(100).forEach(other::add);
    assertThat(one).usingRecursiveComparison().isEqualTo(other);
  }
}
