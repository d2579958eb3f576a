package io.nicebridge.relay;

import io.micrometer.core.instrument.MeterRegistry;
import io.nicebridge.message.SignalHead.Kind;
import io.nicebridge.relay.Carrier.Delivery;
import io.nicebridge.relay.Strand.Waiting;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * All sessions: who is let in, and that what was let in leaves in order, once, in time or not at
 * all. Nothing here waits, and nothing happens by itself: {@link #tick} is called every so often.
 */
public final class Relay implements AutoCloseable {
  private final RelaySettings settings;
  private final LongSupplier nanos;
  private final RelayMetrics metrics;
  private final Digests digests;
  private final Room room;
  private final Map<SessionKey, Session> sessions = new ConcurrentHashMap<>();
  private final Map<Strand, Session> restless = new ConcurrentHashMap<>();
  private final Map<ByteBuffer, CompletionStage<Outcome>> inHand = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * Without sessions yet.
   *
   * @param nanos the clock, as {@link System#nanoTime}
   */
  public Relay(RelaySettings settings, LongSupplier nanos, MeterRegistry registry) {
    this.settings = settings;
    this.nanos = nanos;
    this.metrics = new RelayMetrics(registry);
    this.digests = new Digests(settings.remember(), Digests.MOST);
    this.room = new Room(settings.memory());
    metrics.gauge("sessions", "Pairs of peers that signal", sessions::size);
    metrics.gauge("waiting", "Messages that wait for their receiver", room::messages);
    metrics.gauge("waiting.bytes", "Memory that waiting messages take", room::bytes);
  }

  public RelaySettings settings() {
    return settings;
  }

  public long now() {
    return nanos.getAsLong();
  }

  /**
   * Whether a message may be relayed at all. One that may is remembered: the next with the same
   * bytes is a duplicate.
   *
   * @param fromHome whether it came from where its sender lives
   * @return why not
   */
  public Optional<Denial> admit(Signal signal, AllowedPairs pairs, boolean fromHome) {
    Optional<Denial> denial = denial(signal, pairs, fromHome);
    denial.ifPresent(metrics::refused);
    return denial;
  }

  private Optional<Denial> denial(Signal signal, AllowedPairs pairs, boolean fromHome) {
    if (signal.payload().length > settings.maxSize()) {
      return Optional.of(Denial.TOO_LARGE);
    }
    if (!pairs.allow(signal.from(), signal.to())) {
      return Optional.of(Denial.NOT_ALLOWED);
    }
    if (!fromHome) {
      // Not remembered: what its sender says himself would then be a duplicate.
      return Optional.of(digests.knows(signal.digest()) ? Denial.DUPLICATE : Denial.WRONG_SIDE);
    }
    if (!digests.isNew(signal.digest(), now())) {
      return Optional.of(Denial.DUPLICATE);
    }
    Optional<Denial> noPlace = placeInSession(signal);
    noPlace.ifPresent(why -> digests.forget(signal.digest()));
    return noPlace;
  }

  private Optional<Denial> placeInSession(Signal signal) {
    if (sessions.size() >= settings.maxSessions() && !sessions.containsKey(signal.session())) {
      return Optional.of(Denial.TOO_MANY_SESSIONS);
    }
    return touched(signal).mayPass(now()) ? Optional.empty() : Optional.of(Denial.RATE_LIMITED);
  }

  private Session touched(Signal signal) {
    return sessions.compute(
        signal.session(),
        (key, known) -> {
          Session session =
              known == null ? new Session(key, signal.from(), settings, now()) : known;
          session.touch(now());
          return session;
        });
  }

  /** A message that never came as far as {@link #admit}. */
  public void refused(Denial why) {
    metrics.refused(why);
  }

  /**
   * Sends an admitted message on, after those that came before it in its direction.
   *
   * @return how it ended; never fails
   */
  public CompletionStage<Outcome> forward(Signal signal, Carrier carrier) {
    Waiting waiting = new Waiting(signal, carrier, new CompletableFuture<>());
    if (closed) {
      return lost(waiting, Outcome.CLOSED);
    }
    if (!room.take(signal)) {
      return lost(waiting, Outcome.OVERFLOW);
    }
    Session session = touched(signal);
    Strand strand = session.from(signal.from());
    // Before it is put where another thread may bring it to its end.
    inHand.put(signal.digest(), waiting.end());
    if (!strand.put(waiting)) {
      inHand.remove(signal.digest());
      room.leave(signal);
      return lost(waiting, Outcome.OVERFLOW);
    }
    if (signal.kind() == Kind.OFFER && strand.hasOfferedAgain()) {
      session.from(signal.to()).awaitDescription();
    }
    pump(session, strand);
    return waiting.end();
  }

  /**
   * What becomes of a message whose duplicate this is, where it has not ended yet; empty when it
   * has been taken.
   */
  public Optional<CompletionStage<Outcome>> sameAs(Signal duplicate) {
    return Optional.ofNullable(inHand.get(duplicate.digest()));
  }

  private CompletionStage<Outcome> lost(Waiting waiting, Outcome how) {
    digests.forget(waiting.signal().digest());
    metrics.ended(how);
    waiting.end().complete(how);
    return waiting.end();
  }

  /** Carries what may go now, one after another, until something has to wait. */
  private void pump(Session session, Strand strand) {
    while (true) {
      Strand.Turn turn = strand.turn(now());
      turn.expired().forEach(late -> left(late, Outcome.EXPIRED));
      if (turn.next().isEmpty()) {
        if (!strand.isEmpty()) {
          restless.put(strand, session);
        }
        return;
      }
      Waiting next = turn.next().get();
      CompletableFuture<Delivery> delivery = carry(next);
      if (!delivery.isDone()) {
        // Its end is told to the strand, which goes on from there.
        var unused =
            delivery.whenComplete(
                (how, failure) -> {
                  ended(session, strand, next, how, failure);
                  pump(session, strand);
                });
        return;
      }
      var unused =
          delivery.whenComplete((how, failure) -> ended(session, strand, next, how, failure));
    }
  }

  private CompletableFuture<Delivery> carry(Waiting waiting) {
    try {
      Signal signal = waiting.signal();
      return waiting.carrier().carry(signal, signal.left(now())).toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void ended(
      Session session, Strand strand, Waiting waiting, Delivery how, Throwable failure) {
    long now = now();
    if (failure == null && how == Delivery.TAKEN) {
      strand.taken();
      metrics.delay(now - waiting.signal().arrived());
      session.taken(waiting.signal(), now).ifPresent(metrics::setUp);
      left(waiting, Outcome.TAKEN);
    } else if (failure != null || how == Delivery.REFUSED) {
      strand.taken();
      left(waiting, Outcome.REFUSED);
    } else if (closed) {
      strand.taken();
      left(waiting, Outcome.CLOSED);
    } else {
      strand.failed(now);
    }
  }

  /** It is no longer here, whatever became of it. */
  private void left(Waiting waiting, Outcome how) {
    room.leave(waiting.signal());
    inHand.remove(waiting.signal().digest());
    if (how != Outcome.TAKEN) {
      digests.forget(waiting.signal().digest());
    }
    metrics.ended(how);
    waiting.end().complete(how);
  }

  /** Lets go what has waited long enough: every 50 ms or so. */
  public void tick() {
    Map.copyOf(restless)
        .forEach(
            (strand, session) -> {
              // Out first: whoever finds it full again puts it back.
              restless.remove(strand);
              pump(session, strand);
            });
  }

  /** A broker is there again: what waits for it need not wait longer. */
  public void wake() {
    long now = now();
    restless.keySet().forEach(strand -> strand.wake(now));
    tick();
  }

  /** Forgets sessions in which nothing has been said for long: every second or so. */
  public void sweep() {
    long now = now();
    Duration idle = settings.idle();
    for (SessionKey key : Set.copyOf(sessions.keySet())) {
      sessions.computeIfPresent(key, (k, session) -> session.isOver(now, idle) ? null : session);
    }
  }

  public List<SessionView> sessions() {
    long now = now();
    return sessions.values().stream().map(session -> session.view(now)).toList();
  }

  /** What still waits is dropped: its peers signal anew. */
  @Override
  public void close() {
    closed = true;
    for (Strand strand : Set.copyOf(restless.keySet())) {
      strand.drain().forEach(waiting -> left(waiting, Outcome.CLOSED));
    }
  }
}
