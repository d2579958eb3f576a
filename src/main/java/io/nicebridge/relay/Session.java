package io.nicebridge.relay;

import io.nicebridge.id.EndPointId;
import io.nicebridge.message.SignalHead.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Two peers that signal: a strand for each direction, and what a person wants to know of them. */
final class Session {
  private final EndPointId first;
  private final EndPointId second;
  private final Strand fromFirst;
  private final Strand fromSecond;
  private final RateGate rate;
  private final long began;
  private long lastMessage;
  private EndPointId caller;
  private SessionView.State state = SessionView.State.OPEN;
  private OptionalLong offered = OptionalLong.empty();
  private long takenFromFirst;
  private long takenFromSecond;

  /**
   * @param opener whose message made it
   */
  Session(SessionKey key, EndPointId opener, RelaySettings settings, long now) {
    this.first = key.one();
    this.second = key.other();
    this.fromFirst = new Strand(settings.hold(), settings.ttl());
    this.fromSecond = new Strand(settings.hold(), settings.ttl());
    this.rate = new RateGate(settings.rate(), now);
    this.began = now;
    this.lastMessage = now;
    this.caller = opener;
  }

  Strand from(EndPointId sender) {
    return sender.equals(first) ? fromFirst : fromSecond;
  }

  synchronized void touch(long now) {
    lastMessage = now;
  }

  boolean mayPass(long now) {
    return rate.pass(now);
  }

  /**
   * The receiver's side has it.
   *
   * @return the time from the offer to this answer, if it is one
   */
  synchronized Optional<Duration> taken(Signal signal, long now) {
    if (signal.from().equals(first)) {
      takenFromFirst++;
    } else {
      takenFromSecond++;
    }
    if (signal.kind() == Kind.OFFER) {
      caller = signal.from();
      state = SessionView.State.OFFERED;
      offered = OptionalLong.of(signal.arrived());
    } else if (signal.kind() == Kind.ANSWER && offered.isPresent()) {
      Duration setUp = Duration.ofNanos(now - offered.getAsLong());
      state = SessionView.State.ANSWERED;
      offered = OptionalLong.empty();
      return Optional.of(setUp);
    }
    return Optional.empty();
  }

  boolean isOver(long now, Duration idle) {
    synchronized (this) {
      if (now - lastMessage < idle.toNanos()) {
        return false;
      }
    }
    return fromFirst.isEmpty() && fromSecond.isEmpty();
  }

  synchronized SessionView view(long now) {
    boolean firstCalls = caller.equals(first);
    return new SessionView(
        caller,
        firstCalls ? second : first,
        state,
        Duration.ofNanos(now - began),
        Duration.ofNanos(now - lastMessage),
        firstCalls ? takenFromFirst : takenFromSecond,
        firstCalls ? takenFromSecond : takenFromFirst,
        fromFirst.waiting() + fromSecond.waiting());
  }
}
