package io.nicebridge.device;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What follows from an event.
 *
 * @param state from now on
 * @param actions in the order of {@link Action}
 * @param objection why the event changed nothing, where that is its sender's fault
 */
record Turn(LifeState state, Set<Action> actions, Optional<String> objection) {
  /** What the driver is to do. */
  enum Action {
    /** Write the state down; where that fails, nothing has happened. */
    SAVE,
    /** Bring the connections in line with {@link LifeState#links}. */
    CONNECT,
    /** Ask the license authority now. */
    ASK,
    /** Ask it after a pause that grows. */
    ASK_LATER
  }

  Turn {
    actions = Set.copyOf(actions);
  }

  static Turn to(LifeState state, Action... actions) {
    EnumSet<Action> set = EnumSet.noneOf(Action.class);
    set.addAll(Set.of(actions));
    return new Turn(state, set, Optional.empty());
  }

  static Turn refused(LifeState state, String objection) {
    return new Turn(state, Set.of(), Optional.of(objection));
  }

  boolean does(Action action) {
    return actions.contains(action);
  }
}
