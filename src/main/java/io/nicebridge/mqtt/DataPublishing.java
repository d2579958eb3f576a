package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.nicebridge.message.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** How data is published on one connection: with what patience, and what its end means. */
final class DataPublishing {
  /** An acknowledgement that takes longer will hardly come; the message is sent again. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final BrokerSettings settings;
  private final Duration patience;
  private volatile long heard = System.nanoTime();

  /**
   * @param patience with an acknowledgement
   */
  DataPublishing(BrokerSettings settings, Duration patience) {
    this.settings = settings;
    this.patience = patience;
  }

  /**
   * Publishes, and completes when the broker has it: with QoS 0 when it is on the wire, with 1 at
   * its PUBACK, with 2 at its PUBCOMP.
   *
   * @param topic a path of NICE
   * @return fails with a {@link Refusal}: BROKER_AWAY where it may be sent again, MALFORMED,
   *     FORBIDDEN or TOO_LARGE where that would not help
   */
  CompletionStage<Void> publish(Broker broker, String topic, byte[] body, int qos) {
    try {
      String checked = new DeviceTopic(topic).text();
      Mqtt5Publish message =
          Mqtt5Publish.builder()
              .topic(settings.leadingSlash() ? "/" + checked : checked)
              .payload(body)
              .qos(Optional.ofNullable(MqttQos.fromCode(qos)).orElseThrow())
              .build();
      return broker
          .publish(message)
          .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
          .handle((result, failure) -> ended(broker, result, failure));
    } catch (Refusal refusal) {
      return CompletableFuture.failedFuture(refusal);
    }
  }

  private Void ended(
      Broker broker, @Nullable Mqtt5PublishResult result, @Nullable Throwable failure) {
    Optional<Throwable> fault =
        result == null ? Optional.ofNullable(failure) : result.getError().map(error -> error);
    if (fault.isPresent()) {
      noteSilence(broker, fault.get());
      throw PublishFault.lasting(fault.get())
          .or(() -> PublishFault.of(fault.get()))
          .orElseGet(this::unknown);
    }
    heard = System.nanoTime();
    return null;
  }

  /**
   * A broker that answers its probes and acknowledges nothing at all would be sent nothing more:
   * what it owes an acknowledgement for counts as under way for as long as the connection lasts.
   */
  private void noteSilence(Broker broker, Throwable fault) {
    if (!(fault instanceof TimeoutException)) {
      heard = System.nanoTime();
    } else if (System.nanoTime() - heard >= patience.toNanos()) {
      broker.giveUp("it acknowledges no data");
    }
  }

  private Refusal unknown() {
    return new Refusal(
        Refusal.Kind.BROKER_AWAY,
        "the broker %s did not acknowledge the data; it may have it".formatted(settings.name()));
  }
}
