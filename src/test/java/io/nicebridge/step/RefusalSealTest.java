package io.nicebridge.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.Strictness;
import io.nicebridge.message.DateTimeStamp;
import io.nicebridge.message.Edition;
import io.nicebridge.message.Sealed;
import io.nicebridge.message.SealedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** Without a key: EditionsIT has one. */
class RefusalSealTest {
  private static final String CAMERA = "00000001-5cdd-280b-8002-000000000001";
  private static final DestinationPath PATH =
      DestinationPath.parse("1.0/" + CAMERA + "/management/GetControlObject", Strictness.STRICT);

  private static JsonNode answer(Edition edition, byte[] body) throws IOException {
    byte[] answer =
        RefusalSeal.NONE
            .answer(
                new SealedRequest(edition, body),
                PATH,
                503,
                5031,
                "nothing was sent",
                DateTimeStamp.now(Clock.systemUTC()))
            .toCompletableFuture()
            .join()
            .body();
    return new ObjectMapper().readTree(answer);
  }

  @Test
  void answersPlainlyWithSourceAndDestinationSwappedFor11() throws IOException {
    JsonNode said = answer(Edition.V1_1, Sealed.request11(Sealed.DEVICE, Sealed.SERVICE_APP));

    assertThat(said.path("Version").asText()).isEqualTo("1.0");
    assertThat(said.path("MessageType").asText()).isEqualTo("response");
    assertThat(said.path("SourceEndPointID").asText()).isEqualTo(Sealed.SERVICE_APP);
    assertThat(said.path("DestinationEndPointID").asText()).isEqualTo(Sealed.DEVICE);
    assertThat(said.path("ReplyErrorCode").asInt()).isEqualTo(5031);
  }

  @Test
  void repeatsSourceDestinationAndCommandIdFor10x() throws IOException {
    JsonNode said =
        answer(Edition.V1_0_X, Sealed.request10x(Sealed.DEVICE, Sealed.SERVICE_APP, 11));

    assertThat(said.path("SourceEndPointID").asText()).isEqualTo(Sealed.DEVICE);
    assertThat(said.path("DestinationEndPointID").asText()).isEqualTo(Sealed.SERVICE_APP);
    assertThat(said.path("ReplyID").asInt()).isEqualTo(11);
  }

  /** Who is not believed anyway speaks to proxies and dashboards at least. */
  @Test
  void leavesWhatIsNotSignedItsStatus() {
    assertThat(new RefusalSeal.Said(new byte[0], false).httpStatus(503)).isEqualTo(503);
    assertThat(new RefusalSeal.Said(new byte[0], true).httpStatus(503)).isEqualTo(200);
  }

  @Test
  void namesThePathsEndPointWhereNothingElseCanBeRead() throws IOException {
    byte[] broken = "{\"SignedCMF\":5}".getBytes(StandardCharsets.UTF_8);

    assertThat(answer(Edition.V1_1, broken).path("SourceEndPointID").asText()).isEqualTo(CAMERA);
  }
}
