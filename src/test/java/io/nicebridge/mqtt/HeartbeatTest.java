package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final HandTimer timer = new HandTimer();
  private final HandPulse pulse = new HandPulse();

  @BeforeEach
  void start() {
    new Heartbeat(pulse, timer, PAUSE).start();
  }

  @Test
  void endsTheLinkOnWhichNothingComes() {
    timer.turn(PAUSE);
    timer.turn(PATIENCE);

    assertThat(pulse.ends).containsExactly("no sign of life from the broker within 2s");
    assertThat(timer.running()).isZero();
  }

  @Test
  void keepsTheLinkOnWhichALongMessageIsStillComingAndEndsItWhenThatStops() {
    timer.turn(PAUSE);
    for (int i = 1; i <= 30; i++) {
      pulse.signs++;
      timer.turn(PATIENCE);
      assertThat(pulse.probes).hasSize(1 + i);
    }
    assertThat(pulse.ends).isEmpty();

    timer.turn(PATIENCE);

    assertThat(pulse.ends).hasSize(1);
    assertThat(timer.running()).isZero();
  }

  @Test
  void beatsOnAsBeforeWhenTheAnswerComesBehindTheMessage() {
    timer.turn(PAUSE);
    pulse.signs++;
    timer.turn(PATIENCE);
    pulse.probes.get(0).complete(null);
    pulse.probes.get(1).complete(null);
    assertThat(timer.running()).isEqualTo(1);

    timer.turn(PAUSE);

    assertThat(pulse.probes).hasSize(3);
    assertThat(pulse.ends).isEmpty();
  }

  @Test
  void asksNothingWhileMessagesArrive() {
    for (int i = 0; i < 5; i++) {
      pulse.arrivals++;
      timer.turn(PAUSE);
    }

    assertThat(pulse.probes).isEmpty();
  }

  private static final class HandPulse implements Heartbeat.Pulse {
    private final List<CompletableFuture<Void>> probes = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private long arrivals;
    private long signs;

    @Override
    public long arrivals() {
      return arrivals;
    }

    @Override
    public long signs() {
      return signs;
    }

    @Override
    public CompletableFuture<Void> probe() {
      CompletableFuture<Void> probe = new CompletableFuture<>();
      probes.add(probe);
      return probe;
    }

    @Override
    public boolean isEnded() {
      return !ends.isEmpty();
    }

    @Override
    public void end(LinkFault fault) {
      ends.add(fault.sentence());
    }
  }
}
