package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.util.HashedWheelTimer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a broker may forget of the data that it has sent, and what it must send again. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DataTopicsIT {
  private static final Optional<DataSubscription> EVERYTHING =
      Optional.of(new DataSubscription(List.of("+/+/data/+/+"), 1, Optional.empty()));

  private final ScriptedBroker broker = new ScriptedBroker();
  private final HashedWheelTimer timer = new HashedWheelTimer();
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final DataTopics topics =
      new DataTopics(
          Given.settings(broker.tcp()),
          new DataTopics.Limits(Given.BRIDGE, Duration.ofHours(1), 32),
          timer,
          new SimpleMeterRegistry());

  @AfterEach
  void stop() {
    topics.close();
    timer.stop();
    broker.close();
  }

  private static List<byte[]> messages(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> ("message " + i).getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  private long acknowledged() {
    return broker.heard.stream().filter(MqttMessageType.PUBACK::equals).count();
  }

  @Test
  void acknowledgesWhatSomebodyHasSafe() {
    broker.keeps = messages(5);

    topics.serve(
        EVERYTHING,
        arrival -> {
          taken.add(new String(arrival.body(), StandardCharsets.UTF_8));
          return CompletableFuture.completedFuture(null);
        });

    await().until(() -> acknowledged() == 5);
    assertThat(taken).hasSize(5).startsWith("message 1").endsWith("message 5");
  }

  @Test
  void acknowledgesNothingThatComesWhileItHangsUp() {
    broker.keeps = messages(20);

    topics.serve(
        EVERYTHING,
        arrival -> {
          taken.add(new String(arrival.body(), StandardCharsets.UTF_8));
          topics.close(); // As a stop does, or a reload with other topics: the rest is behind it.
          return CompletableFuture.completedFuture(null);
        });

    await().until(() -> broker.heard.contains(MqttMessageType.DISCONNECT));
    assertThat(taken).containsExactly("message 1");
    assertThat(acknowledged()).isLessThanOrEqualTo(1);
  }

  @Test
  void givesUpTheTopicsThatItWasAskedForBefore() {
    topics.serve(EVERYTHING, arrival -> CompletableFuture.completedFuture(null));
    await().until(() -> broker.heard.contains(MqttMessageType.SUBSCRIBE));

    topics.serve(
        Optional.of(new DataSubscription(List.of("1/+/data/+/+"), 1, Optional.of("g"))),
        arrival -> CompletableFuture.completedFuture(null));

    await().until(() -> broker.unsubscribed.contains("+/+/data/+/+"));
    assertThat(broker.unsubscribed).doesNotContain("$share/g/1/+/data/+/+");
  }

  @Test
  void takesNothingByAConnectionThatItGaveUpBeforeItWasThere() {
    broker.keeps = messages(3);
    broker.mayConnect = new CompletableFuture<>();
    topics.serve(
        EVERYTHING,
        arrival -> {
          taken.add(new String(arrival.body(), StandardCharsets.UTF_8));
          return CompletableFuture.completedFuture(null);
        });
    await().until(() -> broker.heard.contains(MqttMessageType.CONNECT));

    topics.close();
    broker.mayConnect.complete(null);

    await().until(() -> broker.heard.contains(MqttMessageType.DISCONNECT));
    assertThat(taken).isEmpty();
    assertThat(acknowledged()).isZero();
  }
}
