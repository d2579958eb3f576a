package io.nicebridge.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndPointIdPatternTest {
  private static final String APP = "00000001-5eab-2e10-8003-000000000002";
  private static final String CAMERA = "00000001-5cdd-280b-8002-000000000001";

  @Test
  void fitsOneEntityOrAllThatBeginAlike() {
    assertThat(strict(APP).fits(id(APP))).isTrue();
    assertThat(strict(APP).fits(id(CAMERA))).isFalse();
    assertThat(strict("00000001-5EAB*").fits(id(APP))).isTrue();
    assertThat(strict("*").fits(id(APP))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"camera", "0000*0", "00000001-5cdd-280b-8002-00000000000", "zz*", "00000001x*"})
  void refusesWhatNoEndPointIdFits(String text) {
    assertThatThrownBy(() -> strict(text)).isInstanceOf(Malformed.class);
  }

  @Test
  void takesOtherNamesWhereTheyAreReadLeniently() {
    assertThat(EndPointIdPattern.parse("Camera-*", Strictness.LENIENT))
        .hasToString("camera-*")
        .matches(pattern -> pattern.isPrefix());
    assertThatThrownBy(() -> EndPointIdPattern.parse("a/b", Strictness.LENIENT))
        .isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @CsvSource({
    "00000001-5cdd-280b-8002-000000000001, 00000001-5cdd-280b-8002-000000000001",
    "00000001-5CDD-280B-8002-000000000001, 00000001-5cdd-280b-8002-000000000001",
    "00000001-5cdd-280b-8002-000000000002, 00000001-5cdd-280b-*",
    "00000001-5cdd-0000-8002-000000000002, 00000001-5*",
    "00000001, 0*",
    "10000001-5cdd-0000-8002-000000000002, *"
  })
  void theLongestPatternThatFitsDecides(String id, String decides) {
    LongestFit<String> table =
        table(CAMERA, "00000001-5cdd-280b-*", "00000001-5*", "0*", "*", "00000001-5cdd-280c-*");

    assertThat(table.find(id)).contains(decides);
  }

  @Test
  void nothingIsFoundForWhatNoPatternFits() {
    assertThat(table(CAMERA, "00000001-5eab-*").find("00000001")).isEmpty();
  }

  private static LongestFit<String> table(String... patterns) {
    Map<EndPointIdPattern, String> rows =
        Stream.of(patterns)
            .collect(Collectors.toMap(EndPointIdPatternTest::strict, pattern -> pattern));
    return new LongestFit<>(rows);
  }

  private static EndPointIdPattern strict(String text) {
    return EndPointIdPattern.parse(text, Strictness.STRICT);
  }

  private static EndPointId id(String text) {
    return EndPointId.parse(text, Strictness.STRICT);
  }
}
