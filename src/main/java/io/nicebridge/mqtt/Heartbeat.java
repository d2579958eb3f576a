package io.nicebridge.mqtt;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds the link that is dead and does not know it: the broker stopped, or a router in between
 * forgot the connection. TCP alone takes minutes to tell, and QoS 0 publishes without complaint.
 *
 * <p>When nothing has come for a while, the broker must answer a question within two seconds. While
 * it is busy sending a long message its answer has to queue: it is asked again as long as anything
 * at all comes. (The client's own keep-alive sees whole packets only, and ends the link after some
 * 20 s without one.)
 */
final class Heartbeat {
  /** What is listened to. */
  interface Pulse {
    /** Messages so far. */
    long arrivals();

    /** Grows with whatever comes, also with part of a message. */
    long signs();

    CompletableFuture<Void> probe();

    boolean isEnded();

    void end(LinkFault fault);
  }

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Pulse pulse;
  private final Timer timer;
  private final Duration pause;
  private long seen;

  Heartbeat(Pulse pulse, Timer timer, Duration pause) {
    this.pulse = pulse;
    this.timer = timer;
    this.pause = pause;
  }

  void start() {
    seen = pulse.arrivals();
    again();
  }

  private void again() {
    if (!pulse.isEnded()) {
      timer.newTimeout(t -> beat(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void beat() {
    if (pulse.isEnded()) {
      return;
    }
    long now = pulse.arrivals();
    if (now != seen) {
      seen = now;
      again();
      return;
    }
    probe();
  }

  private void probe() {
    long before = pulse.signs();
    CompletableFuture<Void> answer = pulse.probe();
    Timeout late =
        timer.newTimeout(
            t -> answer.completeExceptionally(new TimeoutException()),
            PATIENCE.toMillis(),
            TimeUnit.MILLISECONDS);
    var unused =
        answer.whenComplete(
            (alive, failure) -> {
              late.cancel();
              if (failure == null) {
                again();
              } else if (failure instanceof TimeoutException && pulse.signs() != before) {
                more();
              } else {
                pulse.end(fault(failure));
              }
            });
  }

  private void more() {
    if (!pulse.isEnded()) {
      probe();
    }
  }

  private static LinkFault fault(Throwable failure) {
    LinkFault fault = LinkFault.of(failure);
    return fault.refused() || fault.takenOver()
        ? fault
        : LinkFault.silent("no sign of life from the broker within " + Spans.text(PATIENCE));
  }
}
