package io.nicebridge.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Names of files made of what strangers wrote. */
class SafeNameTest {
  @Test
  void isNotTheNameThatAnotherTextWasGiven() {
    String made = SafeName.of("a/b");

    assertThat(made).matches("xa_b-[0-9a-f]{16}");
    assertThat(SafeName.of(made)).isNotEqualTo(made);
    assertThat(SafeName.of("xray-1")).isEqualTo("xray-1");
  }
}
