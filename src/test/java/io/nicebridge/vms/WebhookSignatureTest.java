package io.nicebridge.vms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Milestone's signature, in the two forms that its documentation has. */
class WebhookSignatureTest {
  private static final byte[] SECRET = bytes("topsecret");
  private static final byte[] BODY = bytes("{\"Event\":{\"EventHeader\":{\"ID\":\"x\"}}}");

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha256=f7098b221f08bdf3b7f8e2a0309fd2d3845d29a276b5db1a586f6420e41cbede",
        "sha256=F7098B221F08BDF3B7F8E2A0309FD2D3845D29A276B5DB1A586F6420E41CBEDE",
        "sha256=9wmLIh8IvfO3+OKgMJ/S04RdKaJ2tdsaWG9kIOQcvt4="
      })
  void fitsInHexadecimalAndInBase64(String header) {
    assertThat(WebhookSignature.fits(SECRET, BODY, header)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256=",
        "f7098b221f08bdf3b7f8e2a0309fd2d3845d29a276b5db1a586f6420e41cbede",
        "sha1=f7098b221f08bdf3b7f8e2a0309fd2d3845d29a276b5db1a586f6420e41cbede",
        "sha256=f7098b221f08bdf3b7f8e2a0309fd2d3845d29a276b5db1a586f6420e41cbedf",
        "sha256=zz098b221f08bdf3b7f8e2a0309fd2d3845d29a276b5db1a586f6420e41cbede",
        "sha256=!!!"
      })
  void doesNotFitWhereAnythingIsOtherwise(String header) {
    assertThat(WebhookSignature.fits(SECRET, BODY, header)).isFalse();
  }

  @Test
  void doesNotFitAnotherBodyOrAnotherSecret() {
    String header = "sha256=9wmLIh8IvfO3+OKgMJ/S04RdKaJ2tdsaWG9kIOQcvt4=";

    assertThat(WebhookSignature.fits(SECRET, bytes("{}"), header)).isFalse();
    assertThat(WebhookSignature.fits(bytes("other"), BODY, header)).isFalse();
  }
}
