package io.nicebridge.mqtt;

import io.netty.util.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Finds the link that is dead and does not know it: the broker stopped, or a router in between
 * forgot the connection. TCP alone takes minutes to tell, and QoS 0 publishes without complaint.
 *
 * <p>When nothing has come for a while, the broker must answer a question within two seconds.
 */
final class Heartbeat {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Link link;
  private final Timer timer;
  private final Duration pause;
  private long seen;

  Heartbeat(Link link, Timer timer, Duration pause) {
    this.link = link;
    this.timer = timer;
    this.pause = pause;
  }

  void start() {
    seen = link.arrivals();
    again();
  }

  private void again() {
    if (!link.isEnded()) {
      timer.newTimeout(t -> beat(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void beat() {
    if (link.isEnded()) {
      return;
    }
    long now = link.arrivals();
    if (now != seen) {
      seen = now;
      again();
      return;
    }
    var unused =
        link.probe()
            .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete(
                (alive, failure) -> {
                  if (failure == null) {
                    again();
                  } else {
                    link.end(fault(failure));
                  }
                });
  }

  private static LinkFault fault(Throwable failure) {
    LinkFault fault = LinkFault.of(failure);
    return fault.refused() || fault.takenOver()
        ? fault
        : LinkFault.silent("no sign of life from the broker within " + Spans.text(PATIENCE));
  }
}
