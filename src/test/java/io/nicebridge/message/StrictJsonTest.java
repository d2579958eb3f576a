package io.nicebridge.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nicebridge.id.Malformed;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
  @Test
  void handsOnEachMemberAndPassesOverWhatIsNotRead() {
    List<String> names = new ArrayList<>();
    String body = "\n{\"a\":{\"x\":[1,{}]},\"b\":\"\",\"c\":[[]],\"d\":null} ";
    StrictJson.readObject(body.getBytes(UTF_8), (name, value) -> names.add(name));
    assertThat(names).containsExactly("a", "b", "c", "d");
  }

  /** B121 to B134, B137 and B138, and others of the kind that parsing test suites hold. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"x\"",
        "123",
        "true",
        "{",
        "}",
        "{}{}",
        "{}x",
        "{},",
        "{} []",
        "{\"a\":1,}",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\" 1}",
        "{:1}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":'1'}",
        "//c\n{}",
        "{}//c",
        "{/**/}",
        "{\"a\":1/**/}",
        "#\n{}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":-Infinity}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":5.}",
        "{\"a\":01}",
        "{\"a\":-}",
        "{\"a\":1e}",
        "{\"a\":0x1}",
        "{\"a\":1_0}",
        "{\"a\":True}",
        "{\"a\":nul}",
        "{\"a\":undefined}",
        "{\"a\":[1,]}",
        "{\"a\":[,1]}",
        "{\"a\":[1 2]}",
        "{\"a\":[}",
        "{\"a\":]}",
        "{\"a\":{]}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\u0000\"}",
        "{\"a\":\"\u001f\"}",
        "{\"a\n\":1}",
        "{\"a\":1\u0000}",
        "{\"a\":1}\u0000",
        "\u000b{}",
        "\u00a0{}",
        "{\"a\":1\u2028}",
        "{\"a\":\"x}",
        "{\"a\":1",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"o\":{\"a\":1,\"b\":2,\"a\":3}}",
        "{\"o\":[{\"a\":1,\"a\":1}]}",
        "\ufeff{}",
        "<a/>",
        "a=b",
        "\u0000",
        "{\u0000}"
      })
  void refusesWhatIsNotOneJsonObject(String body) {
    refuses(body.getBytes(UTF_8));
  }

  @Test
  void refusesOtherEncodings() {
    String body = "{\"a\":\"b\"}";
    for (Charset charset :
        List.of(UTF_16LE, UTF_16BE, Charset.forName("UTF-32BE"), Charset.forName("UTF-32LE"))) {
      refuses(body.getBytes(charset));
      refuses(("\ufeff" + body).getBytes(charset));
      refuses((" " + body).getBytes(charset));
    }
  }

  /** B135: also where nobody looks, in a value that is passed over. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00ff",
        "\u0080",
        "\u00c0\u00af",
        "\u00e0\u0080\u00af",
        "\u00ed\u00a0\u0080",
        "\u00ed\u00b0\u0080",
        "\u00f4\u0090\u0080\u0080",
        "\u00f8\u0088\u0080\u0080\u0080",
        "\u00c3",
        "\u00e2\u0082"
      })
  void refusesBytesThatAreNotUtf8(String latin) {
    refuses(("{\"a\":\"" + latin + "\"}").getBytes(ISO_8859_1));
    refuses(("{\"" + latin + "\":1}").getBytes(ISO_8859_1));
    refuses(("{\"a\":\"" + "x".repeat(5_000) + latin + "\"}").getBytes(ISO_8859_1));
  }

  /** B136: another parser would read another text. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\ud800",
        "\\uDFFF",
        "x\\ud83dx",
        "\\ud83d\\u0041",
        "\\ude00\\ud83d",
        "\\ud83d\\ud83d",
        "\\ud83d\\n",
        "\\\\\\ud800"
      })
  void refusesHalfASurrogatePair(String escaped) {
    for (String body : List.of("{\"a\":\"%s\"}", "{\"%s\":1}", "{\"a\":[{\"b\":\"%s\"}]}")) {
      assertThatThrownBy(() -> read(String.format(body, escaped)))
          .isInstanceOf(Malformed.class)
          .hasMessageStartingWith("body must not hold half of a surrogate pair, broke at byte ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud83d\\ude00", "\\\\ud800", "\\\\\\\\ud800", "😀", "\\u0000", "\\/"})
  void readsWholePairsAndOtherEscapes(String escaped) {
    assertThatCode(() -> read("{\"a\":\"" + escaped + "\"}")).doesNotThrowAnyException();
  }

  /** B139: at once, whatever the depth. */
  @Test
  void refusesDepth33() {
    assertThatCode(() -> read("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}"))
        .doesNotThrowAnyException();
    for (int brackets : new int[] {32, 1_001, 100_000}) {
      assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(brackets)))
          .isInstanceOf(Malformed.class)
          .hasMessageStartingWith("body must keep to the limits: depth 32,");
    }
  }

  /** B141. */
  @Test
  void refusesLongNamesAndManyOfThem() {
    assertThatCode(() -> read("{\"" + "n".repeat(256) + "\":1}")).doesNotThrowAnyException();
    refuses(("{\"" + "n".repeat(257) + "\":1}").getBytes(UTF_8));
    refuses(("{\"" + "n".repeat(1_000_000) + "\":1}").getBytes(UTF_8));
    String many =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "\"k" + i + "\":0")
            .collect(Collectors.joining(",", "{", "}"));
    refuses(many.getBytes(UTF_8));
  }

  /** B143; the other way round, any double that a sender may have printed passes. */
  @Test
  void refusesLongNumbers() {
    refuses(("{\"a\":" + "9".repeat(33) + "}").getBytes(UTF_8));
    refuses(("{\"a\":" + "9".repeat(1_000_000) + "}").getBytes(UTF_8));
    refuses(("{\"a\":0." + "9".repeat(1_000_000) + "}").getBytes(UTF_8));
    assertThatCode(() -> read("{\"a\":-0.00012345678901234567,\"b\":-1.2345678901234567E-308}"))
        .doesNotThrowAnyException();
  }

  @Test
  void readsABodyOfMegabytes() {
    assertThatCode(() -> read("{\"a\":\"" + "x".repeat(2_700_000) + "\"}"))
        .doesNotThrowAnyException();
  }

  @Test
  void neverRepeatsWhatItFound() {
    assertThatThrownBy(() -> read("{\"AccessToken\":eyJsecret}"))
        .hasMessage("body must be JSON as in RFC 8259, broke near byte 15");
    assertThatThrownBy(() -> read("{\"a\":1,\"a\":2}"))
        .hasMessageStartingWith("body must have every member once");
    assertThatThrownBy(() -> read("{}{\"secret\":1}"))
        .hasMessage("body must end after its JSON object");
  }

  private static void refuses(byte[] body) {
    assertThatThrownBy(() -> StrictJson.readObject(body, (name, value) -> {}))
        .isInstanceOf(Malformed.class)
        .hasMessageStartingWith("body must ");
  }

  private static void read(String body) {
    StrictJson.readObject(body.getBytes(UTF_8), (name, value) -> {});
  }
}
