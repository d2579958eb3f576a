package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nicebridge.message.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTopicTest {

  @Test
  void asksForTheAnswerOnTheSameTopicOfTheBridge() {
    assertThat(new DeviceTopic("1/cam/control/0001/GetStatus").of(Given.BRIDGE).text())
        .isEqualTo("1/" + Given.BRIDGE + "/control/0001/GetStatus");
    assertThat(new DeviceTopic("1/cam/management/GetDateTime").of(Given.BRIDGE).text())
        .isEqualTo("1/" + Given.BRIDGE + "/management/GetDateTime");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1/cam/control",
        "/1/cam/control/0001/X",
        "1/cam/control/0001/X/",
        "1//control/0001/X",
        "1/+/control/0001/X",
        "1/cam/control/#",
        "1/cam/control/0001/a+b",
        "$SYS/cam/control/X",
        "1/cam/control/0001/\u0000",
        "1/cam/control/0001/\u001f",
        "1/cam/control/0001/\u007f",
        "1/cam/control/0001/\u0085",
        "1/cam/control/0001/\ud800"
      })
  void refusesWhatAnotherRoomShouldHaveRefused(String text) {
    assertThatThrownBy(() -> new DeviceTopic(text))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MALFORMED));
  }

  @Test
  void saysWhereItBroke() {
    assertThatThrownBy(() -> new DeviceTopic("1/c\u0000m/control/0001/X"))
        .hasMessage(
            "the topic [1/c\\u0000m/control/0001/X] must be VERSION/EndPointID/interface/..."
                + " without wildcards or control characters, broke at index 3");
  }

  @Test
  void refusesATopicThatIsTooLong() {
    assertThatThrownBy(() -> new DeviceTopic("1/cam/control/0001/" + "x".repeat(300)))
        .hasMessageEndingWith("broke at index 256");
  }
}
