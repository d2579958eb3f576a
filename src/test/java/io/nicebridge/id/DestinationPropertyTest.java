package io.nicebridge.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every Destination ID, and for every text that would like to be one. */
class DestinationPropertyTest {
  private static final String HEX = "0123456789abcdefABCDEF";

  @Property
  void writesAPathThatReadsBackAsTheSame(@ForAll("paths") String text) {
    DestinationPath path = DestinationPath.parse(text, Strictness.STRICT);
    assertThat(DestinationPath.parse(path.topic(), Strictness.STRICT)).isEqualTo(path);
    assertThat(DestinationPath.parse(path.path(), Strictness.LENIENT)).isEqualTo(path);
    assertThat(path.path()).isEqualToIgnoringCase(text);
    assertThat(path.agreesWithCommandType(text, Strictness.STRICT)).isTrue();
  }

  @Property
  void writesADestinationThatReadsBackAsTheSame(
      @ForAll("paths") String path, @ForAll("schemes") String scheme) {
    DestinationId id = DestinationId.parse(scheme + path, Strictness.STRICT);
    assertThat(DestinationId.parse(id.toString(), Strictness.STRICT)).isEqualTo(id);
    assertThat(id.toString()).isEqualToIgnoringCase(scheme + path);
  }

  @Property
  void makesNoUnsafeTopicOfAnyText(@ForAll String text, @ForAll Strictness strictness) {
    read(text, strictness).ifPresent(path -> assertSafe(path.topic()));
  }

  @Property(tries = 5_000)
  void makesNoUnsafeTopicOfAPathWithSomethingHostileInIt(
      @ForAll("paths") String path, @ForAll("hostile") String hostile, @ForAll("places") int at) {
    int place = at % (path.length() + 1);
    String text = path.substring(0, place) + hostile + path.substring(place);
    read(text, Strictness.LENIENT).ifPresent(read -> assertSafe(read.topic()));
  }

  @Property
  void neverThrowsAnythingButMalformedForADestination(@ForAll String text) {
    try {
      DestinationId.parse(text, Strictness.LENIENT);
      DestinationId.parse("mqtt://" + text, Strictness.LENIENT);
    } catch (Malformed expected) {
      assertThat(expected.sentence()).hasSizeLessThanOrEqualTo(256);
    }
  }

  private static void assertSafe(String topic) {
    assertThat(topic).matches("[0-9A-Za-z._/-]{1,256}").doesNotStartWith("/").doesNotEndWith("/");
    assertThat(topic.split("/", -1)).doesNotContain("", ".", "..");
  }

  private static Optional<DestinationPath> read(String text, Strictness strictness) {
    try {
      return Optional.of(DestinationPath.parse(text, strictness));
    } catch (Malformed expected) {
      assertThat(expected.sentence()).hasSizeLessThanOrEqualTo(256).matches("[ -~…]+");
      return Optional.empty();
    }
  }

  @Provide
  Arbitrary<String> paths() {
    Arbitrary<String> version = Arbitraries.of("1", "1.0", "1.1", "0.9");
    Arbitrary<String> tail =
        Arbitraries.oneOf(
            name().map(api -> "management/" + api),
            Combinators.combine(hex(4), name()).as((node, api) -> "control/" + node + "/" + api),
            Combinators.combine(hex(4), hex(4)).as((node, port) -> "data/" + node + "/" + port));
    return Combinators.combine(version, ids(), tail).as((v, id, t) -> "/" + v + "/" + id + "/" + t);
  }

  @Provide
  Arbitrary<String> schemes() {
    return Arbitraries.of(
        "mqtt://", "mqtt://main", "mqtt://10.0.0.1:1883", "https://as.example:443", "local://nvr");
  }

  @Provide
  Arbitrary<String> hostile() {
    return Arbitraries.of(
        "+", "#", "$", "/", "//", "/../", "/./", "..", "\u0000", "\r\n", "%00", "?", "é", "\ud800",
        "\ufeff", ":", ";", "*", " ", "\\", "$SYS/", "/+", "/#");
  }

  @Provide
  Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, 255);
  }

  private static Arbitrary<String> ids() {
    return Combinators.combine(hex(8), hex(4), hex(4), hex(4), hex(12))
        .as((a, b, c, d, e) -> String.join("-", a, b, c, d, e));
  }

  private static Arbitrary<String> hex(int length) {
    return Arbitraries.strings().withChars(HEX).ofLength(length);
  }

  private static Arbitrary<String> name() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('A', 'Z')
        .ofMinLength(1)
        .ofMaxLength(64);
  }
}
