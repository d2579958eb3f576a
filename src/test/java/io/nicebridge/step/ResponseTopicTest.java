package io.nicebridge.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Strictness;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the response to a request by MQTT goes. */
class ResponseTopicTest {
  private static final String CALLER = "00000001-5eab-2e10-8003-000000000002";
  private static final String CAMERA = "00000001-5cdd-280b-8002-000000000001";
  private static final String TOPIC = "1/" + CAMERA + "/control/0001/StartStreaming";
  private static final Optional<EndPointId> SOURCE =
      Optional.of(EndPointId.parse(CALLER, Strictness.STRICT));
  private static final String FORMED = "1/" + CALLER + "/control/0001/StartStreaming";

  private final ResponseTopic responses = new ResponseTopic("{version}/{source}/{path}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "replies/one",
        "1/" + CALLER + "/management/GetDeviceStatus",
        "/x",
        "replies/" + CALLER + "/" + CAMERA
      })
  void isWhereTheRequesterListens(String asked) {
    assertThat(responses.of(TOPIC, Optional.of(asked), SOURCE)).contains(asked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a/+/b",
        "a/#",
        "$SYS/broker",
        "a\u0001b",
        "1/" + CAMERA + "/management/GetDeviceStatus",
        "/1/" + CAMERA + "/control/0001/StartStreaming",
        "1/" + CAMERA,
        "1/" + CAMERA + "/foo",
        "1/" + CAMERA + "/data/0001",
        "1/" + CAMERA + "/management/GetDeviceStatus/",
        "1//" + CAMERA + "/management/GetDeviceStatus",
        "site/" + CAMERA + "/" + CALLER
      })
  void isTheConfiguredFormWhereTheRequestersIsNoneOrSomebodyElses(String asked) {
    assertThat(responses.of(TOPIC, Optional.of(asked), SOURCE)).contains(FORMED);
  }

  @Test
  void isTheConfiguredFormWhereTheRequesterDoesNotSay() {
    assertThat(responses.of(TOPIC, Optional.empty(), SOURCE)).contains(FORMED);
    assertThat(responses.of("/" + TOPIC, Optional.empty(), SOURCE)).contains("/" + FORMED);
    assertThat(new ResponseTopic("to/{source}").of(TOPIC, Optional.empty(), SOURCE))
        .contains("to/" + CALLER);
  }

  @Test
  void isNoneWhereNobodyIsNamed() {
    assertThat(responses.of(TOPIC, Optional.empty(), Optional.empty())).isEmpty();
  }
}
