package io.nicebridge.mqtt;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nicebridge.message.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

/** This package, whole, as a test uses it: one broker, its metrics and what was heard of it. */
final class Bridge implements AutoCloseable {
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final List<BrokerState> heard = new CopyOnWriteArrayList<>();
  private final Brokers brokers;
  private final AskDevice askDevice;

  Bridge(BrokerSettings settings) {
    this(settings, 100_000);
  }

  Bridge(BrokerSettings settings, int mostWaiting) {
    brokers =
        new Brokers(
            List.of(settings),
            Given.BRIDGE,
            mostWaiting,
            new DataTopics.Limits(Given.BRIDGE, Duration.ofHours(1), 32),
            metrics,
            (broker, status) -> heard.add(status.state()));
    askDevice = new AskDevice(brokers);
    brokers.start();
  }

  BrokerStatus status() {
    return brokers.all().iterator().next().status();
  }

  Bridge ready() {
    await().atMost(Duration.ofSeconds(10)).until(() -> status().isReady());
    return this;
  }

  void awaitState(BrokerState state) {
    await().atMost(Duration.ofSeconds(10)).until(() -> status().state() == state);
  }

  CompletableFuture<Reply> ask(DeviceRequest request, Duration timeout) {
    return askDevice.ask(request, timeout).toCompletableFuture();
  }

  /** The refusal with which it ended, or ends. */
  static Refusal refusal(CompletableFuture<Reply> answer) {
    try {
      throw new AssertionError("answered, though it should have been refused: " + answer.join());
    } catch (CompletionException refused) {
      return (Refusal) Objects.requireNonNull(refused.getCause());
    }
  }

  double count(String name) {
    return metrics.get("nice.control." + name).counter().count();
  }

  double dropped(String why) {
    return metrics.get("nice.control.dropped").tag("why", why).counter().count();
  }

  double pending() {
    return metrics.get("nice.control.pending").gauge().value();
  }

  @Override
  public void close() {
    brokers.close();
  }
}
