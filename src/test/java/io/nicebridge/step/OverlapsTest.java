package io.nicebridge.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lines of the destinations that decide for one another. */
class OverlapsTest {
  private static final String CAMERA = "00000001-5cdd-280b-8002-000000000001";

  private static List<String> remarks(String table) {
    return Overlaps.of(Table.rows(table)).stream()
        .map(r -> "%d %s %s".formatted(r.row().line(), r.shadowed(), r.sentence()))
        .toList();
  }

  @Test
  void saysNothingOfLinesThatHaveNothingInCommonNorOfTheLineForTheRest() {
    assertThat(remarks("0000000a* mqtt://a\n0000000b* mqtt://b\n* mqtt://main\n")).isEmpty();
  }

  @Test
  void namesTheLongerLinesWithinALine() {
    assertThat(remarks("00000001* mqtt://a\n" + CAMERA + " mqtt://b\n"))
        .containsExactly(
            "1 false [00000001*] overlaps with [" + CAMERA + "]: the longest line decides");
  }

  @Test
  void findsALineThatOnlyFitsWhatHasALineOfItsOwn() {
    assertThat(remarks(CAMERA + "* mqtt://a\n" + CAMERA + " mqtt://b\n"))
        .containsExactly("1 true [" + CAMERA + "*] never decides: all of it has longer lines");
  }

  @Test
  void findsALineWhoseEveryContinuationHasALine() {
    String sixteen =
        IntStream.range(0, 16)
            .mapToObj(i -> "0000000" + Integer.toHexString(i) + "* mqtt://a\n")
            .collect(Collectors.joining());
    assertThat(remarks("0000000* mqtt://b\n" + sixteen))
        .containsExactly("1 true [0000000*] never decides: all of it has longer lines");
    assertThat(remarks("000000* mqtt://b\n0000000* mqtt://b\n" + sixteen))
        .anyMatch(remark -> remark.startsWith("1 false"))
        .anyMatch(remark -> remark.startsWith("2 true"));
  }

  @Test
  void findsTheLineForTheRestWhenThereIsNoRest() {
    String all =
        IntStream.range(0, 16)
            .mapToObj(i -> Integer.toHexString(i) + "* mqtt://a\n")
            .collect(Collectors.joining());
    assertThat(remarks("* mqtt://b\n" + all))
        .containsExactly("1 true [*] never decides: all of it has longer lines");
  }
}
