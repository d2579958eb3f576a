package io.nicebridge.id;

import static io.nicebridge.id.Strictness.LENIENT;
import static io.nicebridge.id.Strictness.STRICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** NODE_ID, PORT_ID, VERSION and API_NAME of section 3. */
class ElementsTest {
  @Test
  void takesTwoSpellingsOfANodeAsOneAndKeepsBothAsWritten() {
    assertThat(NodeId.parse("00aB", STRICT))
        .hasToString("00aB")
        .isEqualTo(NodeId.parse("00AB", STRICT))
        .hasSameHashCodeAs(NodeId.parse("00ab", STRICT))
        .isNotEqualTo(NodeId.parse("00ac", STRICT));
    assertThat(PortId.parse("7FFF", STRICT))
        .hasToString("7FFF")
        .isEqualTo(PortId.parse("7fff", STRICT))
        .hasSameHashCodeAs(PortId.parse("7fff", STRICT));
  }

  @Test
  void knowsTheNodeThatMeansNotApplicable() {
    assertThat(NodeId.parse("0000", STRICT)).isEqualTo(NodeId.NOT_APPLICABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "00001", "zzzz", "000", "00_1", "0x01"})
  void refusesANodeOrPortThatIsNotFourHexDigitsUnlessLenient(String text) {
    assertThatThrownBy(() -> NodeId.parse(text, STRICT)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> PortId.parse(text, STRICT)).isInstanceOf(Malformed.class);
    assertThat(NodeId.parse(text, LENIENT)).hasToString(text);
    assertThat(PortId.parse(text, LENIENT)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+", "#", "", "..", "0/01", "\u0661\u0661\u0661\u0661", "０００１"})
  void refusesAnUnsafeNodeOrPortInEitherMode(String text) {
    assertThatThrownBy(() -> NodeId.parse(text, LENIENT)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> PortId.parse(text, LENIENT)).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.0", "1.1"})
  void supportsTheVersionsInUse(String text) {
    assertThat(new Version(text).isSupported()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "2", "0.9", "1.0.1", "10", "9999.9999.9999"})
  void readsOtherVersionsWithoutSupportingThem(String text) {
    assertThat(new Version(text).isSupported()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "01", "1.", ".1", "1..0", "1.00", "1.2.3.4", "-1", "+1", "1e0", "v1", "00", "１", "12345"
      })
  void refusesWhatIsNoVersion(String text) {
    assertThatThrownBy(() -> new Version(text))
        .isInstanceOf(Malformed.class)
        .hasMessageStartingWith("VERSION [");
  }

  @Test
  void takesVersionsSpelledDifferentlyAsDifferent() {
    assertThat(new Version("1")).isNotEqualTo(new Version("1.0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"G", "GetStatus", "Get_Status_2"})
  void readsTheNameOfAnApi(String text) {
    assertThat(ApiName.parse(text, STRICT)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9Get", "Get.Status", "_Get", "Get-Status"})
  void refusesAnOddApiNameUnlessLenient(String text) {
    assertThatThrownBy(() -> ApiName.parse(text, STRICT)).isInstanceOf(Malformed.class);
    assertThat(ApiName.parse(text, LENIENT)).hasToString(text);
  }

  @Test
  void takesAnApiNameOf64CharactersAndNoMore() {
    assertThat(ApiName.parse("a".repeat(64), STRICT).text()).hasSize(64);
    assertThatThrownBy(() -> ApiName.parse("a".repeat(65), STRICT))
        .hasMessageContaining("must be a letter and up to 63")
        .hasMessageEndingWith("broke at index 64");
    assertThatThrownBy(() -> ApiName.parse("a".repeat(65), LENIENT))
        .hasMessageEndingWith("must be 1 to 64 characters long, was 65");
  }
}
