package io.nicebridge.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The table of what answers mean. */
class CallOutcomesTest {
  private static CallOutcomes table(String text) {
    CallOutcomes outcomes = new CallOutcomes();
    outcomes.setTable(text);
    return outcomes;
  }

  @Test
  void takesTheFirstLineThatFits() {
    CallOutcomes outcomes = table("200 * done\n503 5031 offline\n503 * busy\n* * refused\n");

    assertThat(outcomes.word(200, 0)).isEqualTo("done");
    assertThat(outcomes.word(503, 5031)).isEqualTo("offline");
    assertThat(outcomes.word(503, 1)).isEqualTo("busy");
    assertThat(outcomes.word(418, 9)).isEqualTo("refused");
  }

  @Test
  void refusesATableThatLeavesAnAnswerWithoutAWord() {
    assertThatThrownBy(() -> table("200 * done\n"))
        .hasMessage("the last line of the table must be: * * <word>");
  }

  @Test
  void refusesALineThatNoAnswerReaches() {
    assertThatThrownBy(() -> table("* * refused\n200 * done\n"))
        .isInstanceOf(Table.BadRow.class)
        .hasMessageContaining("the line before fits everything");
  }

  @Test
  void refusesALineWithoutAWord() {
    assertThatThrownBy(() -> table("200 done\n* * refused"))
        .isInstanceOf(Table.BadRow.class)
        .hasMessageContaining("a line must be: ReplyStatusCode");
  }
}
