package io.nicebridge.device;

import io.nicebridge.device.LifeEvent.ControlSet;
import io.nicebridge.device.LifeEvent.CredentialsRefused;
import io.nicebridge.device.LifeEvent.EndPointGiven;
import io.nicebridge.device.LifeEvent.ModeSet;
import io.nicebridge.device.LifeEvent.NotAnswered;
import io.nicebridge.device.LifeEvent.ObjectSet;
import io.nicebridge.device.LifeEvent.PowerUp;
import io.nicebridge.device.ManagementObject.Account;
import io.nicebridge.device.Turn.Action;
import io.nicebridge.id.NodeId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The life of a virtual device, without a socket or a clock (NICE 0.9 section 8.3, figure 4).
 *
 * <pre>
 * BORN        power-up          asks the license authority
 *             its answer        REGISTERED: listens at its broker
 * REGISTERED  object, account   BOUND: listens at the account service's broker, too
 * BOUND       object, another   BOUND to that one; the connection to the former is closed
 *             object, release   REGISTERED; the connection is closed
 *             power-up          connects to both again
 * </pre>
 */
final class LifeCycle {
  private LifeCycle() {}

  static Turn next(LifeState state, LifeEvent event) {
    if (event instanceof PowerUp) {
      return state.la().isEmpty() ? Turn.to(state, Action.ASK) : Turn.to(state, Action.CONNECT);
    }
    if (event instanceof EndPointGiven given) {
      return registered(state, given.endPoint());
    }
    if (event instanceof NotAnswered) {
      return Turn.to(state, Action.ASK_LATER);
    }
    if (event instanceof CredentialsRefused) {
      // Of an authority that has never answered nobody has credentials.
      return state.la().isEmpty() ? Turn.to(state) : Turn.to(state, Action.ASK_LATER);
    }
    if (event instanceof ObjectSet set) {
      return set.object().account().isPresent()
          ? bound(state, set.object(), set.object().account().get())
          : released(state);
    }
    if (event instanceof ControlSet set) {
      return controlled(state, set.object());
    }
    return moded(state, ((ModeSet) event).mode());
  }

  private static Turn registered(LifeState state, ManagementEndPoint endPoint) {
    Optional<ManagementEndPoint> la = Optional.of(endPoint);
    return state.la().equals(la)
        ? Turn.to(state)
        : Turn.to(
            new LifeState(la, state.bound(), state.control(), state.modes()),
            Action.SAVE,
            Action.CONNECT);
  }

  /** What another account service ordered is none of this one's. */
  private static Turn bound(LifeState state, ManagementObject object, Account account) {
    if (state.la().isEmpty()) {
      return Turn.refused(state, "the device has no license authority yet");
    }
    boolean same = state.account().filter(known -> known.id().equals(account.id())).isPresent();
    Optional<ManagementObject> bound = Optional.of(object);
    LifeState next =
        same
            ? new LifeState(state.la(), bound, state.control(), state.modes())
            : new LifeState(state.la(), bound, Optional.empty(), Map.of());
    return next.equals(state) ? Turn.to(state) : Turn.to(next, Action.SAVE, Action.CONNECT);
  }

  private static Turn released(LifeState state) {
    return state.bound().isEmpty()
        ? Turn.to(state)
        : Turn.to(
            new LifeState(state.la(), Optional.empty(), Optional.empty(), Map.of()),
            Action.SAVE,
            Action.CONNECT);
  }

  private static Turn controlled(LifeState state, ControlObject object) {
    return state.bound().isEmpty()
        ? unbound(state)
        : Turn.to(
            new LifeState(state.la(), state.bound(), Optional.of(object), state.modes()),
            Action.SAVE,
            Action.CONNECT);
  }

  private static Turn moded(LifeState state, SceneMode mode) {
    if (state.bound().isEmpty()) {
      return unbound(state);
    }
    Map<NodeId, SceneMode> modes = new HashMap<>(state.modes());
    modes.put(mode.node(), mode);
    return Turn.to(new LifeState(state.la(), state.bound(), state.control(), modes), Action.SAVE);
  }

  private static Turn unbound(LifeState state) {
    return Turn.refused(state, "the device is bound to no account service");
  }
}
