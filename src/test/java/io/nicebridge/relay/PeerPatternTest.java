package io.nicebridge.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nicebridge.id.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerPatternTest {
  @Test
  void fitsOnePeerOrAllThatBeginAlike() {
    assertThat(PeerPattern.parse(Given.APP.text()).fits(Given.APP)).isTrue();
    assertThat(PeerPattern.parse(Given.APP.text()).fits(Given.CAMERA)).isFalse();
    assertThat(PeerPattern.parse("00000001-5EAB*").fits(Given.APP)).isTrue();
    assertThat(PeerPattern.parse("*").fits(Given.APP)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"camera", "0000*0", "00000001-5cdd-280b-8002-00000000000", "zz*", "00000001x*"})
  void refusesWhatNoEndPointIdFits(String text) {
    assertThatThrownBy(() -> PeerPattern.parse(text)).isInstanceOf(Malformed.class);
  }
}
