package io.nicebridge.id;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MalformedTest {
  @Test
  void shortensWhatItShows() {
    assertThat(Malformed.quoted("x".repeat(10_000))).hasSize(65).endsWith("…");
  }

  @Test
  void escapesControlsAndAnythingThatCouldFoolAReader() {
    assertThat(Malformed.quoted("a\r\n\u0000\u001b[31m\u202e\\"))
        .isEqualTo("a\\u000d\\u000a\\u0000\\u001b[31m\\u202e\\u005c");
  }

  @Test
  void neverCutsAnEscapeInTwo() {
    assertThat(Malformed.quoted("\n".repeat(64))).isEqualTo("\\u000a".repeat(10) + "…");
  }

  @Test
  void hasNoStackTraceBecauseFloodsMustBeCheap() {
    assertThat(Malformed.of("thing", "was", "other").getStackTrace()).isEmpty();
  }
}
