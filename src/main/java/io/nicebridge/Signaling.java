package io.nicebridge;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nicebridge.http.WebDevices;
import io.nicebridge.mqtt.Lanes;
import io.nicebridge.relay.ControlSessions;
import io.nicebridge.relay.Relay;
import io.nicebridge.relay.RelaySettings;
import io.nicebridge.relay.SessionView;
import io.nicebridge.step.Switchboard;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The signalling relay as it runs: lanes, rules, and the clock that moves what waits. */
final class Signaling implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Signaling.class);
  private static final long TICK_MILLIS = 50;
  private static final long SWEEP_MILLIS = 1_000;

  private final Lanes lanes;
  private final Relay relay;
  private final Switchboard switchboard;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Wiring.daemon("signaling-clock"));

  /**
   * @param webApi reaches peers behind HTTPS
   * @param bySessions whether control sessions open pairs
   */
  Signaling(
      Lanes lanes,
      RelaySettings settings,
      WebDevices webApi,
      boolean bySessions,
      MeterRegistry meters) {
    this.lanes = lanes;
    this.relay = new Relay(settings, System::nanoTime, meters);
    ControlSessions sessions = new ControlSessions(settings.maxSessions());
    Gauge.builder("nice.signaling.control.sessions", sessions, ControlSessions::size)
        .description("Pairs that may signal because a control session joins them")
        .register(meters);
    this.switchboard =
        new Switchboard(
            lanes, relay, webApi, bySessions ? Optional.of(sessions) : Optional.empty());
    every(TICK_MILLIS, relay::tick);
    every(SWEEP_MILLIS, relay::sweep);
  }

  private void every(long millis, Runnable work) {
    // Runs until the bridge stops.
    var unused =
        clock.scheduleWithFixedDelay(() -> quietly(work), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Thrown further it would be the last time. */
  private static void quietly(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("the signalling relay stumbled", e);
    }
  }

  Switchboard switchboard() {
    return switchboard;
  }

  List<SessionView> sessions() {
    return relay.sessions();
  }

  /** Why signalling cannot be relayed now, where routes ask for it. */
  Optional<String> fault() {
    return switchboard.needed().stream()
        .filter(lane -> !lane.status().isReady())
        .map(
            lane ->
                "signalling with broker %s %s".formatted(lane.broker(), lane.status().sentence()))
        .findFirst();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    relay.close();
    lanes.close();
  }
}
