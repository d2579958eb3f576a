package io.nicebridge.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nicebridge.mark.SceneMark;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The table from what was seen to what a VMS calls it. */
class EventNamesTest {
  private final EventNames names = new EventNames();

  private Optional<String> of(String mark) {
    return names.of(SceneMark.read(mark.getBytes(StandardCharsets.UTF_8))).map(Sighting::name);
  }

  @Test
  void takesTheFirstLineThatFits() {
    names.add("Intrusion", "*", "Intrusion");
    names.add("*", "Human", "Person");

    assertThat(of(SceneMarks.seen("S", "Intrusion", "Human", 1))).hasValue("Intrusion");
    assertThat(of(SceneMarks.seen("S", "ItemPresence", "Human", 1))).hasValue("Person");
    assertThat(of(SceneMarks.seen("S", "ItemPresence", "Animal", 1))).isEmpty();
  }

  @Test
  void doesNotReportAgainWhatAnEarlierVersionSaid() {
    names.add("*", "*", "Anything");
    String mark = SceneMarks.seen("S", "Intrusion", "Human", 1);

    String newer =
        mark.replace(
            "\"VersionList\":[", "\"VersionList\":[{\"VersionNumber\":2.0,\"NodeID\":\"x\"},");

    assertThat(of(mark)).hasValue("Anything");
    assertThat(of(newer)).isEmpty();
  }

  @Test
  void doesNotReportWhatIsGoneOrFailed() {
    names.add("*", "*", "Anything");

    assertThat(of(SceneMarks.gone("S", "Intrusion", "Human"))).isEmpty();
    assertThat(of(SceneMarks.mark("S", SceneMarks.NODE, "Intrusion", "Error", ""))).isEmpty();
  }

  @Test
  void knowsTypesOfAnOperatorsOwn() {
    names.add("Custom:Glass_Break", "*", "Glass");
    String mark =
        SceneMarks.mark("S", SceneMarks.NODE, "Custom", "CustomAnalysis", "")
            .replace("\"CustomEventType\":\"\"", "\"CustomEventType\":\"Glass Break\"");

    assertThat(of(mark)).hasValue("Glass");
    assertThat(of(mark.replace("Glass Break", "Other"))).isEmpty();
  }

  @Test
  void refusesAWordThatTheSchemaDoesNotHaveAndSaysHowItSpellsIt() {
    assertThatThrownBy(() -> names.add("*", "Accessory", "Bag"))
        .hasMessage(
            "the item [Accessory] must be *, Custom:<name>, or one that the SceneMark schema has:"
                + " it writes Acccessory");
    assertThatThrownBy(() -> names.add("RevIntrusion", "*", "Back"))
        .hasMessageEndingWith(": it writes RevIntrustion");
  }

  @Test
  void refusesALineThatIsNeverReached() {
    names.add("*", "Human", "Person");

    assertThatThrownBy(() -> names.add("Intrusion", "Human", "Intruder"))
        .hasMessage("[Intrusion Human] is never reached: a line above it fits the same");
  }
}
