package io.nicebridge.id;

import static io.nicebridge.id.Strictness.LENIENT;
import static io.nicebridge.id.Strictness.STRICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndPointIdTest {
  private static final String ID = "00000009-60fe-5e15-8002-000000001954";

  @Test
  void keepsAnIdOfTheFormOfTheStandard() {
    assertThat(EndPointId.parse(ID, STRICT)).hasToString(ID);
  }

  @Test
  void writesUpperCaseDigitsInLowerCaseSoThatAnEntityHasOneTopic() {
    String upper = "00000009-60FE-5E15-8002-00000000ABCD";
    assertThat(EndPointId.parse(upper, STRICT))
        .hasToString("00000009-60fe-5e15-8002-00000000abcd")
        .isEqualTo(EndPointId.parse(upper, LENIENT));
  }

  /** Shapes seen in the field and in published examples. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "uuid",
        "123-1234",
        "00000001-5cdd-280b-8002-00010000sd04",
        "00000001-5e84-224c-000000000065",
        "00000001-5e84-224c-8003-0000000002102",
        "00000001-619f-2365-8003-00490000021900_0001",
        "00000001-619f-2365-8003-004900000200_0001"
      })
  void readsTheShapesOfTheFieldOnlyWhenLenient(String id) {
    assertThat(EndPointId.parse(id, LENIENT)).hasToString(id);
    assertThatThrownBy(() -> EndPointId.parse(id, STRICT)).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+",
        "#",
        "$SYS",
        "a/b",
        "..",
        ".",
        "a b",
        "a\u0000",
        "a\r\nb",
        "é",
        "a%2f",
        "\ud800",
        "12345678901234567890123456789012345678901234567890123456789012345"
      })
  void refusesWhatIsUnsafeInATopicInEitherMode(String id) {
    assertThatThrownBy(() -> EndPointId.parse(id, LENIENT)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> EndPointId.parse(id, STRICT)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> new EndPointId(id)).isInstanceOf(Malformed.class);
  }

  @Test
  void saysWhichThingWhatItWasWhatItMustBeAndWhereItBroke() {
    assertThatThrownBy(() -> EndPointId.parse("00000009-60fe-5e15-8002-00000000195x", STRICT))
        .hasMessage(
            "EndPointID [00000009-60fe-5e15-8002-00000000195x] must be hexadecimal digits in groups"
                + " of 8-4-4-4-12, broke at index 35");
  }
}
