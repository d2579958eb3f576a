package io.nicebridge.id;

import static io.nicebridge.id.Strictness.LENIENT;
import static io.nicebridge.id.Strictness.STRICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile paths, as they stand in a request line: nothing is decoded before they are read. */
class HostilePathTest {
  private static final String ID = "1f0b0f6e-6f0f-4a51-9a0d-3a7b8f1c2d3e";

  /** B059 to B067, B078, B079, B089: no such shape. {@code EP} stands for an EndPointID. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/1",
        "/1/EP",
        "/1/EP/management",
        "/1/EP/management/",
        "/1/EP/management/Get/extra",
        "/1/EP//management/Get",
        "//1/EP/management/Get",
        "/1/EP/management/Get/",
        "/1/EP/management/Get//",
        "/$SYS/broker/uptime",
        "/$share/g/1/EP/management/Get",
        "/1/EP/MANAGEMENT/Get",
        "/1/EP/Control/0001/Get",
        "/1/EP/control/Get",
        "/1/EP/control/0001/Get/x",
        "/1/EP/data/0001",
        "/1/EP/data/0001/0000/Set/x",
        "/1/EP/admin/Get",
        "/favicon.ico"
      })
  void hasNoShapeOfTheStandard(String path) {
    String text = path.replace("EP", ID);
    assertThatThrownBy(() -> DestinationPath.parse(text, STRICT)).isInstanceOf(UnknownPath.class);
    assertThatThrownBy(() -> DestinationPath.parse(text, LENIENT)).isInstanceOf(UnknownPath.class);
  }

  /** B068 to B077, B080 to B088, B098: characters and steps that no path may hold. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/1/EP/../EP2/management/Get",
        "/../1/EP/management/Get",
        "/1/EP/./management/Get",
        "/1/%2e%2e/management/Get",
        "/1/EP%2F..%2FX/management/Get",
        "/1/EP/management/..%5c",
        "/1/EP/management/..\\x",
        "/%252e%252e%252f",
        "/1/+/management/Get",
        "/1/%2B/management/Get",
        "/1/#/management/Get",
        "/1/%23/management/Get",
        "/1/EP/management/+",
        "/1/EP/management/#",
        "#",
        "/#",
        "/1/EP/management/%23",
        "/1/$SYS/management/Get",
        "/1/a%00b/management/Get",
        "/1/EP/management/Get%7f",
        "/1/%0d%0aX:1/management/Get",
        "/1/%ff/management/Get",
        "/1/%c0%af/management/Get",
        "/1/%ed%a0%80/management/Get",
        "/1/EP%E2%80%AE/management/Get",
        "/1/%EF%BB%BFEP/management/Get",
        "/1/EP%zz/management/Get",
        "/1/EP%/management/Get",
        "/1/EP%4/management/Get",
        "/1/EP;jsessionid=1/management/Get",
        "/1/EP/management/Get?x=1",
        "/1/EP/management/Get?",
        "/1/EP/management/Get#f",
        "/1/EP/management/Get Status",
        "/1/EP/management/Get\ud800",
        "/1/\uff11f0b0f6e-6f0f-4a51-9a0d-3a7b8f1c2d3e/management/Get",
        "\ufeff/1/EP/management/Get",
        "?",
        "%",
        "/1/EP/%2e/x/y/z/a"
      })
  void holdsWhatNoPathMayHold(String path) {
    String text = path.replace("EP", ID);
    for (Strictness strictness : Strictness.values()) {
      assertThatThrownBy(() -> DestinationPath.parse(text, strictness))
          .isInstanceOf(Malformed.class)
          .isNotInstanceOf(UnknownPath.class);
    }
  }

  /** B081, B082: each control character, raw. */
  @Test
  void holdsAControlCharacter() {
    for (char c = 0; c <= 0x7f; c = c == 0x1f ? 0x7f : (char) (c + 1)) {
      String text = "/1/" + ID + "/management/Get" + c;
      assertThatThrownBy(() -> DestinationPath.parse(text, LENIENT))
          .isInstanceOf(Malformed.class)
          .hasMessageContaining("broke at index " + (text.length() - 1));
    }
  }

  /** B090, B091, B093 to B095: an element that is not what it must be. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/-1/EP/management/Get",
        "/1e0/EP/management/Get",
        "/01/EP/management/Get",
        "/1/1f0b0f6e6f0f4a519a0d3a7b8f1c2d3e/management/Get",
        "/1/EPa/management/Get",
        "/1/1f0b0f6e-6f0f-4a51-9a0d-3a7b8f1c2d3/management/Get",
        "/1/{EP}/management/Get",
        "/1/1f0b0f6e-6f0f-4a51-9a0d-3a7b8f1c2dzz/management/Get",
        "/1/EP/control/1/Get",
        "/1/EP/control/00001/Get",
        "/1/EP/control/zzzz/Get",
        "/1/EP/data/0001/1",
        "/1/EP/data/0001/00001",
        "/1/EP/data/0001/zzzz",
        "/1/EP/management/1Get",
        "/1/EP/management/Get.Status"
      })
  void holdsABrokenElement(String path) {
    assertThatThrownBy(() -> DestinationPath.parse(path.replace("EP", ID), STRICT))
        .isInstanceOf(Malformed.class)
        .isNotInstanceOf(UnknownPath.class);
  }

  /** B095, B097 and beyond. */
  @Test
  void isTooLong() {
    String api = "/1/" + ID + "/management/" + "a".repeat(65);
    assertThatThrownBy(() -> DestinationPath.parse(api, LENIENT)).isInstanceOf(Malformed.class);
    String path = "/1/" + "a/".repeat(1_050);
    assertThatThrownBy(() -> DestinationPath.parse(path, LENIENT))
        .isInstanceOf(Malformed.class)
        .isNotInstanceOf(UnknownPath.class)
        .hasMessageContaining("at most 256 characters long, was 2103");
  }

  /** B092: one spelling on the wire. */
  @Test
  void isNotHostileWhenOnlyInUpperCase() {
    assertThat(
            DestinationPath.parse("/1/" + ID.toUpperCase(Locale.ROOT) + "/management/Get", STRICT)
                .topic())
        .isEqualTo("1/" + ID + "/management/Get");
  }
}
