package io.nicebridge.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nicebridge.id.EndPointId;
import io.nicebridge.message.SignalHead.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalHeadTest {
  private static final EndPointId CAMERA = new EndPointId("00000001-5cdd-280b-8002-000000000001");
  private static final EndPointId APP = new EndPointId("00000001-5eab-2e10-8003-000000000002");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OFFER     | {\\\"type\\\":\\\"offer\\\",\\\"sdp\\\":\\\"v=0\\\"}",
        "ANSWER    | {\\\"sdp\\\":\\\"v=0\\\",\\\"type\\\":\\\"answer\\\"}",
        "CANDIDATE | {\\\"candidate\\\":\\\"candidate:1 1 udp\\\",\\\"sdpMid\\\":\\\"0\\\"}",
        "CANDIDATE | {\\\"candidate\\\":\\\"\\\"}",
        "OTHER     | {\\\"type\\\":\\\"offer\\\"}",
        "OTHER     | eyJhbGciOiJkaXIifQ..x.y.z",
        "OTHER     | {broken",
        "OTHER     | []",
      })
  void knowsTheKindOfAPlainBody(Kind kind, String body) {
    assertThat(read("request", "\"" + body + "\"").kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"offer\",\"sdp\":\"v=0\\r\\na=ice-ufrag:Ab/1\\r\\na=ice-pwd:x\\r\\n\"} | Ab/1",
        "{\"type\":\"answer\",\"sdp\":\"a=ice-ufrag:one\\r\\na=ice-ufrag:one\\r\\na=ice-ufrag:two\"} | one two",
        "{\"type\":\"offer\",\"sdp\":\"v=0\\r\\ns=a=ice-ufrag:no\"} | ''",
        "{\"candidate\":\"candidate:1 1 udp\",\"usernameFragment\":\"Ab/1\"} | Ab/1",
        "{\"candidate\":\"\",\"usernameFragment\":\"Ab/1\"} | Ab/1",
        "{\"candidate\":\"candidate:1 1 udp 2122 10.0.0.1 9 typ host ufrag Ab/1 network-cost 50\"} | Ab/1",
        "{\"candidate\":\"candidate:1 1 udp\",\"usernameFragment\":null} | ''",
        "{\"candidate\":null} | ''",
        "{\"usernameFragment\":\"Ab/1\"} | ''",
      })
  void knowsWhichDescriptionACandidateBelongsTo(String body, String fragments) {
    String[] expected = fragments.isEmpty() ? new String[0] : fragments.split(" ", -1);
    assertThat(read("request", body).fragments()).containsExactlyInAnyOrder(expected);
    String quoted = "\"" + body.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    assertThat(read("request", quoted).fragments()).containsExactlyInAnyOrder(expected);
  }

  @Test
  void looksForNoFragmentWhereADescriptionHasMoreThanAnyCallNeeds() {
    String many =
        java.util.stream.IntStream.range(0, 100)
            .mapToObj(i -> "a=ice-ufrag:f" + i + "\\r\\n")
            .collect(java.util.stream.Collectors.joining());
    SignalHead head = read("request", "{\"type\":\"offer\",\"sdp\":\"" + many + "\"}");
    assertThat(head.kind()).isEqualTo(Kind.OFFER);
    assertThat(head.fragments()).isEmpty();
  }

  @Test
  void knowsTheKindOfABodyThatIsAnObject() {
    assertThat(read("request", "{\"type\":\"offer\",\"sdp\":\"v=0\"}").kind())
        .isEqualTo(Kind.OFFER);
  }

  @Test
  void takesTheSourceForTheSender() {
    assertThat(read("request", "\"\"").sender(APP)).contains(CAMERA);
  }

  @Test
  void takesTheDestinationForTheSenderOfAResponseThatNamesBothAsTheRequestDid() {
    assertThat(read("response", "\"\"").sender(CAMERA)).contains(APP);
    assertThat(read("response", "\"\"").sender(APP)).contains(CAMERA);
  }

  @Test
  void findsTheMessagesOwnTokenWhereItCouldBeABearer() {
    assertThat(read("request", "\"\"").accessToken()).contains("t");
    assertThat(read("request", "\"\"").toString()).doesNotContain("t\"", "accessToken");
    assertThat(withToken("a.b-c_d~e+f/g==")).isPresent();
    assertThat(withToken("two words")).isEmpty();
    assertThat(withToken("line\\r\\nHost: x")).isEmpty();
    assertThat(withToken("")).isEmpty();
  }

  private static Optional<String> withToken(String token) {
    String json = "{\"AccessToken\":\"" + token + "\"}";
    return SignalHead.read(json.getBytes(StandardCharsets.UTF_8)).accessToken();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SignedCMF", "EncryptedPayload"})
  void readsWhoSendsASealedMessageEitherWayRound(String container) {
    byte[] message =
        Sealed.container(
            container,
            "{\"SourceEndPointID\":\"%s\",\"DestinationEndPointID\":\"%s\"}"
                .formatted(CAMERA, APP));

    SignalHead head = SignalHead.read(message);
    assertThat(head.sender(APP)).contains(CAMERA);
    assertThat(head.sender(CAMERA)).contains(APP);
    assertThat(head.kind()).isEqualTo(Kind.OTHER);
  }

  @Property
  void readsOrRefusesAnything(@ForAll @Size(max = 64) byte[] message) {
    try {
      SignalHead unused = SignalHead.read(message);
    } catch (Refusal refusal) {
      assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MALFORMED);
    }
  }

  @Test
  void refusesWhatIsNoJsonObject() {
    assertThatThrownBy(() -> SignalHead.read("[1]".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Refusal.class);
  }

  private static SignalHead read(String type, String body) {
    String json =
        """
        {"MessageType":"%s","SourceEndPointID":"%s","DestinationEndPointID":"%s",
        "AccessToken":"t","Payload":{"Body":%s}}\
        """
            .formatted(type, CAMERA, APP, body);
    return SignalHead.read(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void refusesASealedMessageBesideWhichSomebodyElseIsNamed() {
    String sealed =
        new String(Sealed.request11(Sealed.DEVICE, Sealed.SERVICE_APP), StandardCharsets.UTF_8);
    String both =
        sealed.replaceFirst("\\{", "{\"SourceEndPointID\":\"" + Sealed.SERVICE_APP + "\",");

    assertThat(SignalHead.read(sealed.getBytes(StandardCharsets.UTF_8)).source()).isPresent();
    assertThatThrownBy(() -> SignalHead.read(both.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void refusesAMessageThatSaysTwiceWhoSpeaks() {
    String twice =
        "{\"MessageType\":\"request\",\"SourceEndPointID\":\"%s\",\"SourceEndPointID\":\"%s\"}"
            .formatted(Sealed.DEVICE, Sealed.SERVICE_APP);

    assertThatThrownBy(() -> SignalHead.read(twice.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Refusal.class);
  }
}
