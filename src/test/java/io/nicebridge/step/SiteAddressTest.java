package io.nicebridge.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of systems beside the bridge: those that it calls, and those that it only tells. */
class SiteAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "http://frigate_nvr:5000", "https://nvr_1/media", "http://[2001:db8::1]:5000"})
  void takesForALinkWhatABrowserMayCall(String address) {
    assertThat(SiteAddress.link("media", address)).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frigate.example:5000",
        "ftp://frigate_nvr",
        "http://",
        "http://:5000",
        "http://me:secret@frigate.example",
        "http://me:secret@frigate_nvr"
      })
  void refusesForALinkWhatIsNoAddressAndShowsNoPassword(String address) {
    assertThatThrownBy(() -> SiteAddress.link("media", address))
        .hasMessageEndingWith("must be http:// or https://, a host, and no user")
        .message()
        .doesNotContain("secret");
  }

  @Test
  void refusesToCallAHostWhoseNameIsNone() {
    assertThatThrownBy(() -> SiteAddress.checked("url", "http://frigate_nvr:5000"))
        .hasMessage(
            "url [http://frigate_nvr:5000] must be http:// or https://, a host, and no user");
  }
}
