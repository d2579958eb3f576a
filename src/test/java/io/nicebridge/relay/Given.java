package io.nicebridge.relay;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nicebridge.id.EndPointId;
import io.nicebridge.message.SignalHead.Kind;
import io.nicebridge.relay.Carrier.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A relay with a clock turned by hand, two peers, and a receiver's side that a test scripts. */
final class Given {
  static final EndPointId CAMERA = new EndPointId("00000001-5cdd-280b-8002-000000000001");
  static final EndPointId APP = new EndPointId("00000001-5eab-2e10-8003-000000000002");
  static final Duration TTL = Duration.ofSeconds(30);
  static final RelaySettings SETTINGS =
      new RelaySettings(
          65_536,
          OptionalInt.empty(),
          TTL,
          Duration.ofSeconds(5),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          1_000,
          1 << 20);

  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final Relay relay;
  final List<String> delivered = new ArrayList<>();
  final List<Outcome> ended = new ArrayList<>();
  Function<Signal, CompletableFuture<Delivery>> side =
      signal -> CompletableFuture.completedFuture(Delivery.TAKEN);
  private long now = 1_000_000_000L;

  Given() {
    this(SETTINGS);
  }

  Given(RelaySettings settings) {
    relay = new Relay(settings, () -> now, metrics);
  }

  static RelaySettings with(int rate, int maxSessions, long memory) {
    return new RelaySettings(
        SETTINGS.maxSize(),
        rate == 0 ? OptionalInt.empty() : OptionalInt.of(rate),
        SETTINGS.ttl(),
        SETTINGS.hold(),
        SETTINGS.remember(),
        SETTINGS.idle(),
        maxSessions,
        memory);
  }

  void turn(Duration span) {
    now += span.toNanos();
    relay.tick();
    relay.sweep();
  }

  Signal signal(EndPointId from, EndPointId to, Kind kind, String text, String... fragments) {
    return new Signal(
        from,
        to,
        "1/" + to + "/management/WebRTCSignaling",
        kind,
        Set.of(fragments),
        text.getBytes(StandardCharsets.UTF_8),
        now,
        now + TTL.toNanos());
  }

  /** From the camera to the app, admitted and forwarded. */
  void says(Kind kind, String text, String... fragments) {
    forward(signal(CAMERA, APP, kind, text, fragments));
  }

  /** The other way round. */
  void replies(Kind kind, String text, String... fragments) {
    forward(signal(APP, CAMERA, kind, text, fragments));
  }

  void forward(Signal signal) {
    if (relay.admit(signal, (a, b) -> true, true).isEmpty()) {
      var unused = relay.forward(signal, this::carry).thenAccept(ended::add);
    }
  }

  private CompletionStage<Delivery> carry(Signal signal, Duration left) {
    return side.apply(signal)
        .whenComplete(
            (how, failure) -> {
              if (how == Delivery.TAKEN) {
                delivered.add(new String(signal.payload(), StandardCharsets.UTF_8));
              }
            });
  }

  void sideSays(Delivery always) {
    side = signal -> CompletableFuture.completedFuture(always);
  }

  double refused(String why) {
    return metrics.get("nice.signaling.refused").tag("why", why).counter().count();
  }

  double ended(String how) {
    return metrics.get("nice.signaling.ended").tag("how", how).counter().count();
  }

  double waitingBytes() {
    return metrics.get("nice.signaling.waiting.bytes").gauge().value();
  }
}
