package io.nicebridge.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nicebridge.id.EndPointId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EditionTest {
  private static final EndPointId DEVICE = new EndPointId(Sealed.DEVICE);
  private static final EndPointId SERVICE = new EndPointId(Sealed.SERVICE_APP);

  @ParameterizedTest
  @CsvSource({
    "V0_9,   V0_9,   true", "V0_9,   V1_0,   true", "V0_9,   V1_0_X, false",
    "V0_9,   V1_1,   false", "V1_0,   V0_9,   true", "V1_0,   V1_0,   true",
    "V1_0,   V1_0_X, false", "V1_0,   V1_1,   false", "V1_0_X, V0_9,   true",
    "V1_0_X, V1_0,   true", "V1_0_X, V1_0_X, true", "V1_0_X, V1_1,   false",
    "V1_1,   V0_9,   true", "V1_1,   V1_0,   true", "V1_1,   V1_0_X, false",
    "V1_1,   V1_1,   true"
  })
  void takesWhatItsCallerCanRead(Edition request, Edition response, boolean takes) {
    assertThat(request.takes(response)).isEqualTo(takes);
  }

  @Test
  void readsTheEditionOfAResponse() {
    byte[] sealed = Sealed.response11(Sealed.SERVICE_APP, Sealed.DEVICE);

    assertThat(ReplyHead.read(sealed).edition()).isEqualTo(Edition.V1_1);
    assertThat(ReplyHead.read(sealed).statusCode()).isEqualTo(200);
    assertThat(ReplyHead.read(sealed).withStatus(503).statusCode()).isEqualTo(503);
    ReplyHead plain = ReplyHead.read(Sample.bytes("own-1.0-plain-response"));
    assertThat(plain.edition()).isEqualTo(Edition.V1_0);
    assertThat(plain.withStatus(503).statusCode()).isEqualTo(200);
    assertThat(ReplyHead.read(Sample.bytes("own-0.9-response")).edition()).isEqualTo(Edition.V0_9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"SignedCMF\":\"a.b.c\",\"EncryptedPayload\":\"a.b.c\"}",
        "{\"SignedCMF\":\"a.b.c\",\"SignedCMF\":\"a.b.c\"}",
        "{\"SignedCMF\":\"\"}",
        "{\"SignedCMF\":{}}",
        "{\"SignedCMF\":\"a.b.c\",\"MessageType\":\"response\"}",
        "{\"ReplyStatusCode\":200,\"SignedCMF\":\"a.b.c\"}"
      })
  void refusesAResponseOfTwoMinds(String body) {
    assertThatThrownBy(() -> ReplyHead.read(Sample.utf8(body)))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.BAD_ANSWER));
  }

  @Test
  void findsTheLaneOfARequestAndOfItsResponse() {
    byte[] request = Sealed.request11(Sealed.DEVICE, Sealed.SERVICE_APP);
    AnswerKey asked =
        new SealedRequest(Edition.V1_1, request).answerKey("1.0/net/management/GetControlObject");

    byte[] response = Sealed.response11(Sealed.SERVICE_APP, Sealed.DEVICE);
    assertThat(
            LaneKey.ofResponse(response, Edition.V1_1, "/1.0/bridge/management/GetControlObject")
                .map(LaneKey::swapped))
        .contains(new LaneKey(DEVICE, SERVICE, "management/GetControlObject"))
        .contains((LaneKey) asked);
  }

  @Test
  void readsTheHeaderInsideAHeaderIn10x() {
    byte[] request = Sealed.request10x(Sealed.DEVICE, Sealed.SERVICE_APP, 7);

    OpenPart open = new SealedRequest(Edition.V1_0_X, request).open();

    assertThat(open.source()).contains(DEVICE);
    assertThat(open.destination()).contains(SERVICE);
    assertThat(open.commandId()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"SignedCMF\":\"a.b.c\"}",
        "{\"SignedCMF\":\"no jws\"}",
        "{\"SignedCMF\":7}",
        "{\"SignedCMF\":\"e30.e30.e30\"}",
        "nothing"
      })
  void readsNothingWhereNothingIsInTheClear(String body) {
    OpenPart open = new SealedRequest(Edition.V1_1, Sample.utf8(body)).open();

    assertThat(open.source()).isEmpty();
    assertThat(open.destination()).isEmpty();
    assertThat(LaneKey.ofResponse(Sample.utf8(body), Edition.V1_1, "1/x/management/y")).isEmpty();
  }

  @Test
  void readsWhatRealMessagesSayInTheClear() throws IOException {
    String signed = new String(Sample.bytes("niceapi-cmf-request-1.1"), StandardCharsets.UTF_8);
    OpenPart of11 = new SealedRequest(Edition.V1_1, Sealed.container("SignedCMF", signed)).open();
    assertThat(of11.source()).contains(new EndPointId("source_end_point_id"));
    assertThat(of11.destination()).contains(new EndPointId("destination_end_point_id"));

    String encrypted =
        new ObjectMapper()
            .readTree(Sample.bytes("niceapi-cmf-request-1.0.x-inner-decoded"))
            .path("jws_payload")
            .toString();
    OpenPart of10x =
        new SealedRequest(Edition.V1_0_X, Sealed.container("EncryptedPayload", encrypted)).open();
    assertThat(of10x.source()).contains(new EndPointId("00000009-60fe-5e15-8002-000000001954"));
    assertThat(of10x.destination())
        .contains(new EndPointId("00000001-5cdd-280b-8002-000000000000"));
    assertThat(of10x.commandId()).isZero();
  }
}
