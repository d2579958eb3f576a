package io.nicebridge.relay;

import static io.nicebridge.relay.Given.APP;
import static io.nicebridge.relay.Given.CAMERA;
import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.id.EndPointId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ControlSessionsTest {
  private static final EndPointId OTHER = new EndPointId("00000001-5eab-2e10-8003-000000000003");

  private final ControlSessions sessions = new ControlSessions(2);

  @Test
  void allowsThePeersOfASessionBothWaysUntilItIsClosed() {
    sessions.open(APP, Set.of(CAMERA));
    assertThat(sessions.allow(APP, CAMERA)).isTrue();
    assertThat(sessions.allow(CAMERA, APP)).isTrue();
    assertThat(sessions.peers()).containsExactlyInAnyOrder(APP, CAMERA);

    sessions.close(CAMERA, Set.of(APP));

    assertThat(sessions.allow(APP, CAMERA)).isFalse();
  }

  @Test
  void closesEverySessionOfOneWhoNamesNobody() {
    sessions.set(CAMERA, Set.of(APP, OTHER));
    sessions.close(CAMERA, Set.of());

    assertThat(sessions.size()).isZero();
  }

  @Test
  void endsWhatTheNextControlObjectNoLongerNames() {
    sessions.set(CAMERA, Set.of(APP));
    sessions.set(CAMERA, Set.of(OTHER));

    assertThat(sessions.allow(CAMERA, APP)).isFalse();
    assertThat(sessions.allow(CAMERA, OTHER)).isTrue();
  }

  @Test
  void opensNoMoreThanItMay() {
    sessions.open(CAMERA, Set.of(APP, OTHER));
    sessions.open(APP, Set.of(OTHER));

    assertThat(sessions.size()).isEqualTo(2);
  }

  @Test
  void opensNothingBetweenOneAndItself() {
    sessions.open(APP, Set.of(APP));

    assertThat(sessions.size()).isZero();
  }
}
