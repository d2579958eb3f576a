package io.nicebridge.device;

import static io.nicebridge.device.LifeState.BORN;
import static io.nicebridge.device.Objects.ANY;
import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.device.LifeEvent.ControlSet;
import io.nicebridge.device.LifeEvent.CredentialsRefused;
import io.nicebridge.device.LifeEvent.EndPointGiven;
import io.nicebridge.device.LifeEvent.ModeSet;
import io.nicebridge.device.LifeEvent.NotAnswered;
import io.nicebridge.device.LifeEvent.ObjectSet;
import io.nicebridge.device.LifeEvent.PowerUp;
import io.nicebridge.device.LifeState.Stage;
import io.nicebridge.device.Turn.Action;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** NICE 0.9 section 8.3, figure 4: every state, every event. */
class LifeCycleTest {
  private static final ManagementEndPoint LA =
      ManagementEndPoint.parse(Objects.endPoint("la.example:8883", "one", ANY));
  private static final ManagementEndPoint RENEWED =
      ManagementEndPoint.parse(Objects.endPoint("la.example:8883", "two", ANY));
  private static final ManagementObject AS =
      ManagementObject.parse(Objects.object("01", "as.example", ANY, ANY, ""));
  private static final ManagementObject REVOKING =
      ManagementObject.parse(Objects.object("01", "as.example", ANY, ANY, "\"jti\""));
  private static final ManagementObject OTHER =
      ManagementObject.parse(Objects.object("02", "other.example", ANY, ANY, ""));
  private static final ManagementObject RELEASE = ManagementObject.parse(Objects.release());
  private static final ControlObject CONTROL = ControlObject.parse(Objects.control("\"c\""));
  private static final SceneMode MODE = SceneMode.parse(Objects.mode("m", "0001"));

  private static final LifeState REGISTERED =
      new LifeState(Optional.of(LA), Optional.empty(), Optional.empty(), Map.of());
  private static final LifeState BOUND =
      new LifeState(
          Optional.of(LA), Optional.of(AS), Optional.of(CONTROL), Map.of(MODE.node(), MODE));

  /** What follows: a stage, and what is to be done; or an objection. */
  record Row(LifeState state, LifeEvent event, Stage next, Set<Action> actions, boolean objects) {
    @Override
    public String toString() {
      return state.stage() + " " + event.getClass().getSimpleName();
    }
  }

  private static Row row(LifeState state, LifeEvent event, Stage next, Action... actions) {
    return new Row(state, event, next, Set.of(actions), false);
  }

  private static Row refused(LifeState state, LifeEvent event) {
    return new Row(state, event, state.stage(), Set.of(), true);
  }

  static List<Row> figure4() {
    return List.of(
        row(BORN, new PowerUp(), Stage.BORN, Action.ASK),
        row(BORN, new EndPointGiven(LA), Stage.REGISTERED, Action.SAVE, Action.CONNECT),
        row(BORN, new NotAnswered(), Stage.BORN, Action.ASK_LATER),
        row(BORN, new CredentialsRefused(), Stage.BORN),
        refused(BORN, new ObjectSet(AS)),
        row(BORN, new ObjectSet(RELEASE), Stage.BORN),
        refused(BORN, new ControlSet(CONTROL)),
        refused(BORN, new ModeSet(MODE)),
        row(REGISTERED, new PowerUp(), Stage.REGISTERED, Action.CONNECT),
        row(REGISTERED, new EndPointGiven(LA), Stage.REGISTERED),
        row(REGISTERED, new EndPointGiven(RENEWED), Stage.REGISTERED, Action.SAVE, Action.CONNECT),
        row(REGISTERED, new NotAnswered(), Stage.REGISTERED, Action.ASK_LATER),
        row(REGISTERED, new CredentialsRefused(), Stage.REGISTERED, Action.ASK_LATER),
        row(REGISTERED, new ObjectSet(AS), Stage.BOUND, Action.SAVE, Action.CONNECT),
        row(REGISTERED, new ObjectSet(RELEASE), Stage.REGISTERED),
        refused(REGISTERED, new ControlSet(CONTROL)),
        refused(REGISTERED, new ModeSet(MODE)),
        row(BOUND, new PowerUp(), Stage.BOUND, Action.CONNECT),
        row(BOUND, new EndPointGiven(LA), Stage.BOUND),
        row(BOUND, new EndPointGiven(RENEWED), Stage.BOUND, Action.SAVE, Action.CONNECT),
        row(BOUND, new NotAnswered(), Stage.BOUND, Action.ASK_LATER),
        row(BOUND, new CredentialsRefused(), Stage.BOUND, Action.ASK_LATER),
        row(BOUND, new ObjectSet(AS), Stage.BOUND),
        row(BOUND, new ObjectSet(REVOKING), Stage.BOUND, Action.SAVE, Action.CONNECT),
        row(BOUND, new ObjectSet(OTHER), Stage.BOUND, Action.SAVE, Action.CONNECT),
        row(BOUND, new ObjectSet(RELEASE), Stage.REGISTERED, Action.SAVE, Action.CONNECT),
        row(BOUND, new ControlSet(CONTROL), Stage.BOUND, Action.SAVE, Action.CONNECT),
        row(BOUND, new ModeSet(MODE), Stage.BOUND, Action.SAVE));
  }

  @ParameterizedTest
  @MethodSource("figure4")
  void goesWhereFigure4Says(Row row) {
    Turn turn = LifeCycle.next(row.state(), row.event());

    assertThat(turn.state().stage()).isEqualTo(row.next());
    assertThat(turn.actions()).isEqualTo(row.actions());
    assertThat(turn.objection().isPresent()).isEqualTo(row.objects());
    if (!turn.does(Action.SAVE)) {
      assertThat(turn.state()).isEqualTo(row.state());
    }
  }

  /** The table above leaves nothing out. */
  @Test
  void knowsEveryEventInEveryState() {
    for (LifeState state : List.of(BORN, REGISTERED, BOUND)) {
      assertThat(
              figure4().stream()
                  .filter(row -> row.state().equals(state))
                  .map(row -> row.event().getClass())
                  .distinct())
          .hasSameSizeAs(LifeEvent.class.getPermittedSubclasses());
    }
  }

  @Test
  void wantsExactlyTheConnectionsOfItsStage() {
    SecurityObject born = SecurityObject.parse(Objects.security("la.example", ANY));

    assertThat(BORN.links(born)).isEmpty();
    assertThat(REGISTERED.links(born)).containsOnlyKeys(Side.LICENSE_AUTHORITY);
    assertThat(BOUND.links(born)).containsOnlyKeys(Side.LICENSE_AUTHORITY, Side.ACCOUNT_SERVICE);
  }

  @Test
  void forgetsWhatTheFormerAccountServiceOrdered() {
    LifeState moved = LifeCycle.next(BOUND, new ObjectSet(OTHER)).state();

    assertThat(moved.modes()).isEmpty();
    assertThat(moved.control()).isEmpty();
    assertThat(moved.trust(Side.ACCOUNT_SERVICE).revoked()).isEmpty();
  }

  @Test
  void keepsItsSceneModesWhenTheSameAccountServiceRenewsItsObject() {
    LifeState renewed = LifeCycle.next(BOUND, new ObjectSet(REVOKING)).state();

    assertThat(renewed.modes()).containsKey(MODE.node());
    assertThat(renewed.trust(Side.ACCOUNT_SERVICE).revoked()).containsExactlyInAnyOrder("jti", "c");
    assertThat(renewed.trust(Side.LICENSE_AUTHORITY).revoked()).contains("jti");
  }

  @Test
  void reachesTheSameConnectionsFromItsTextAsBefore() {
    SecurityObject born = SecurityObject.parse(Objects.security("la.example", ANY));
    LifeState again = StateText.read(StateText.write(BOUND));

    assertThat(again).isEqualTo(BOUND);
    assertThat(again.links(born)).isEqualTo(BOUND.links(born));
    assertThat(StateText.read(StateText.write(BORN))).isEqualTo(BORN);
  }
}
