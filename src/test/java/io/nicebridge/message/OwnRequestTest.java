package io.nicebridge.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Strictness;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the bridge writes is what a strict reader of NICE 0.9 takes. */
class OwnRequestTest {
  private static final EndPointId SELF =
      EndPointId.parse("00000001-5eab-2e10-8003-000000000001", Strictness.STRICT);
  private static final String TOPIC =
      "1/00000001-5cdd-280b-8002-000000000001/control/0001/SetSceneMode";

  private static OwnRequest request(boolean encrypted, Optional<String> body) {
    return new OwnRequest(
        SELF,
        DestinationPath.parse(TOPIC, Strictness.STRICT),
        DateTimeStamp.parse("2026-11-28T04:00:00.000Z", Strictness.STRICT),
        42,
        "secret-token",
        encrypted,
        body);
  }

  @Test
  void isReadAsItWasWritten() {
    byte[] json = request(true, Optional.of("{\"a\":\"\\\"\u00e9\"}")).toJson();

    RequestMessage read = RequestMessage.parse(json, Strictness.STRICT);

    assertThat(read.source()).isEqualTo(SELF);
    assertThat(read.commandId()).isEqualTo(42);
    assertThat(read.commandType()).isEqualTo(TOPIC);
    assertThat(read.accessToken()).contains("secret-token");
    assertThat(read.encryptionOn()).isTrue();
    assertThat(read.payloadBody()).contains("{\"a\":\"\\\"\u00e9\"}");
  }

  @Test
  void hasNoPayloadWithoutABody() {
    assertThat(new String(request(false, Optional.empty()).toJson(), StandardCharsets.UTF_8))
        .doesNotContain("Payload");
  }

  @Test
  void showsNeitherTokenNorPayloadInALog() {
    assertThat(request(false, Optional.of("payload")).toString())
        .doesNotContain("secret")
        .doesNotContain("payload");
  }
}
