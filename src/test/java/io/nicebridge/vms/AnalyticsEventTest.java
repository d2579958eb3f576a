package io.nicebridge.vms;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.demo.AnalyticsXml;
import io.nicebridge.mark.Box;
import io.nicebridge.mark.SceneMark;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What XProtect is sent is valid, whatever a SceneMark holds. */
class AnalyticsEventTest {
  private static final Optional<Box.Frame> FRAME = Box.Frame.parse("640x480");

  private static AnalyticsEvent event(String mark, String source, Optional<Box.Frame> frame) {
    EventNames names = new EventNames();
    names.add("*", "*", "NICE Human Detected");
    SceneMark read = SceneMark.read(mark.getBytes(StandardCharsets.UTF_8));
    return new AnalyticsEvent(names.of(read).orElseThrow(), source, frame);
  }

  private static String xml(AnalyticsEvent event) {
    return new String(event.toXml(), StandardCharsets.UTF_8);
  }

  private static String withBox(String object) {
    return xml(
        event(
            SceneMarks.mark("SMK_1", SceneMarks.NODE, "ItemPresence", "Detected", object),
            "192.0.2.15",
            FRAME));
  }

  @Test
  void saysWhoSawWhatAndWhere() {
    String xml =
        xml(event(SceneMarks.seen("SMK_1", "ItemPresence", "Human", 0.91), "192.0.2.15", FRAME));

    AnalyticsXml.Event read = AnalyticsXml.read(xml);
    assertThat(read.time()).isEqualTo("2026-01-05T10:15:30.250Z");
    assertThat(read.message()).isEqualTo("NICE Human Detected");
    assertThat(read.tag()).isEqualTo("SMK_1");
    assertThat(read.source()).isEqualTo("192.0.2.15");
    assertThat(read.description()).isEqualTo("ItemPresence Human p=0.91 node 0001");
    assertThat(xml)
        .contains("<Confidence>0.9100</Confidence><AlarmTrigger>true</AlarmTrigger>")
        .contains("<Top>0.2000</Top><Left>0.2500</Left><Bottom>0.7000</Bottom>");
  }

  @Test
  void namesACameraByItsGuidWithAllThatTheVendorsSchemaAsksFor() {
    String guid = "0d9c5c1e-6f3a-4f0f-9d7c-3b1f0a6f2c11";

    String xml = xml(event(SceneMarks.seen("SMK_1", "Intrusion", "Human", 0.9), guid, FRAME));

    AnalyticsXml.read(xml);
    assertThat(xml)
        .contains("<ObjectId>" + guid + "</ObjectId><FolderType>0</FolderType><Kind>5135BA21-");
  }

  @Test
  void givesTheSameIdToTheSameEventAndAnotherToAnother() {
    AnalyticsEvent one = event(SceneMarks.seen("SMK_1", "Fire", "Fire", 0.9), "a", FRAME);
    AnalyticsEvent again = event(SceneMarks.seen("SMK_1", "Fire", "Fire", 0.4), "a", FRAME);
    AnalyticsEvent other = event(SceneMarks.seen("SMK_2", "Fire", "Fire", 0.9), "a", FRAME);

    assertThat(again.id()).isEqualTo(one.id()).isNotEqualTo(other.id());
  }

  @Test
  void writesPixelsAsPartsOfThePicture() {
    String xml = withBox(SceneMarks.object("Human", 0.9, 320, 144, 192, 360));

    AnalyticsXml.read(xml);
    assertThat(xml)
        .contains("<Top>0.3000</Top><Left>0.5000</Left>")
        .contains("<Bottom>1.0000</Bottom><Right>0.8000</Right>");
  }

  @Test
  void leavesABoxOutThatIsInPixelsOfAnUnknownPicture() {
    String mark =
        SceneMarks.mark(
            "SMK_1",
            SceneMarks.NODE,
            "ItemPresence",
            "Detected",
            SceneMarks.object("Human", 0.9, 320, 144, 192, 360));

    assertThat(xml(event(mark, "192.0.2.15", Optional.empty()))).doesNotContain("BoundingBox");
  }

  @ParameterizedTest
  @ValueSource(doubles = {91, 1.0001, -0.5})
  void leavesOutAConfidenceThatIsNone(double probability) {
    String xml = withBox(SceneMarks.object("Human", probability, 0.1, 0.1, 0.1, 0.1));

    AnalyticsXml.read(xml);
    assertThat(xml).doesNotContain("Confidence");
  }

  @Property(tries = 300)
  void isValidWhateverTheTextsAndNumbersAre(
      @ForAll String id,
      @ForAll String custom,
      @ForAll double x,
      @ForAll double width,
      @ForAll double probability)
      throws Exception {
    com.fasterxml.jackson.databind.ObjectMapper json =
        new com.fasterxml.jackson.databind.ObjectMapper();
    var mark =
        (com.fasterxml.jackson.databind.node.ObjectNode)
            json.readTree(
                SceneMarks.mark(
                    "SMK_1",
                    SceneMarks.NODE,
                    "Custom",
                    "Detected",
                    SceneMarks.object("Custom", probability, x, 0.1, width, 0.5)));
    mark.put("SceneMarkID", "S" + id.replaceAll("[\\ud800-\\udfff]", ""));
    var object =
        (com.fasterxml.jackson.databind.node.ObjectNode)
            mark.at("/AnalysisList/0/DetectedObjects/0");
    object.put("CustomItemType", custom.replaceAll("[\\ud800-\\udfff]", ""));

    AnalyticsXml.read(xml(event(json.writeValueAsString(mark), "192.0.2.15", FRAME)));
  }

  @Test
  void isOneLineAsAGenericEventWhateverTheSceneMarkHolds() {
    String mark = SceneMarks.seen("SMK_1\\r\\nNICE Door Open", "Fire", "Fire", 0.9);

    assertThat(event(mark, "192.0.2.15", FRAME).toLine())
        .isEqualTo("NICE Human Detected 192.0.2.15 SMK_1  NICE Door Open");
  }
}
