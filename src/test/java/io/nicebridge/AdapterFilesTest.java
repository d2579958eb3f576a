package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators may write otherwise than it is shipped, and where that ends. */
class AdapterFilesTest {
  private static final String TABLE =
      """
      - beans:
          - name: onvif-events
            type: io.nicebridge.step.OnvifEvents
            properties:
              cameras: |
                gate   00000001-5cdd-280b-8002-00000000e004_0001
              topics: |
                VideoSource/MotionAlarm   State   Motion   -
              labels: |
                human   Human
      """;

  private static final String ADAPTER =
      """
      - beans:
          - name: notify-gate
            type: io.nicebridge.step.OnvifNotify
            properties:
              camera: gate
              key: a-key-that-is-long-enough
          - name: proxied
            type: io.nicebridge.http.SiteClient
            properties:
              proxyOptions: { host: proxy.example, port: 3128 }
          - name: stations
            type: io.nicebridge.step.NxEvents
            properties:
              cameras: |
                00000001-5cdd-280b-8002-000000000001_*   5d7b2c1e-1111-2222-3333-444455556666
              events: |
                *   Human   Human
              legacy: True
      - route:
          id: gate
          description: A camera of a shared table.
          from:
            uri: timer:gate
            parameters: { period: PT5S }
            steps:
              - toD: "site:${exchangeProperty.server}"
      - route:
          id: others
          description: What others publish.
          from:
            uri: mqtt-events:main
            parameters: { topics: "a/#", retained: TRUE }
            steps:
              - to: site:notify-gate
      """;

  private Folder folder;

  @BeforeEach
  void aSharedTable(@TempDir Path home) {
    folder = new Folder(home).write("routes/onvif.camel.yaml", TABLE);
  }

  private void adapter(String text, String by) {
    assertThat(ADAPTER).contains(text);
    folder.write("routes/gate.camel.yaml", ADAPTER.replace(text, by));
  }

  private void assertRefused(String sentence) {
    assertThat(folder.faultsKnowingAllSteps()).singleElement().asString().contains(sentence);
  }

  @Test
  void takesWhatWorks() {
    adapter("gate", "gate");

    assertThat(folder.faultsKnowingAllSteps()).isEmpty();
  }

  @Test
  void refusesACameraThatNoTableNames() {
    adapter("camera: gate", "camera: gates");

    assertRefused("the camera [gates] must have a line in a table [cameras] of an OnvifEvents");
  }

  @Test
  void refusesACameraThatIsCalledAndGivenNoListener() {
    adapter("key: a-key-that-is-long-enough", "url: http://192.0.2.16/onvif");

    assertRefused("the bean [notify-gate] must have a property [listener] that is not empty");
  }

  @Test
  void refusesACameraThatIsNeitherCalledNorToldByHand() {
    adapter("key: a-key-that-is-long-enough", "url: ''");

    assertRefused("the bean [notify-gate] must have a url, or a key for a camera");
  }

  @Test
  void refusesAPropertyOfNoObject() {
    adapter("proxyOptions: {", "proxyOption: {");

    assertThat(folder.faultsKnowingAllSteps())
        .hasSize(2)
        .allMatch(fault -> fault.contains("the bean [proxied] has no property [proxyOption."));
  }

  @Test
  void refusesATimeThatOnlyBeginsLikeOne() {
    adapter("PT5S", "PT5");

    assertRefused("the time [PT5] of a timer must be milliseconds, or have its unit: 5s");
  }

  @Test
  void refusesWhatIsNeitherTrueNorFalse() {
    adapter("TRUE", "yes");

    assertRefused("retained [yes] of mqtt-events must be true or false");
  }
}
