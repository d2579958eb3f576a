package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.MqttEncodeException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.nicebridge.id.EndPointId;
import io.nicebridge.message.Causes;
import io.nicebridge.message.Refusal;
import io.nicebridge.relay.Carrier;
import io.nicebridge.relay.Signal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A connection to a broker for signalling and nothing else, so that no other traffic delays it. The
 * broker keeps for it what comes while it is away for a moment.
 */
public final class Lane implements Carrier {
  /** An acknowledgement that takes longer will hardly come; the message is sent again. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Broker broker;
  private final SignalFilters filters;
  private final Map<Long, CompletableFuture<Delivery>> onTheWire = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();

  Lane(Broker broker, SignalFilters filters) {
    this.broker = broker;
    this.filters = filters;
  }

  public String broker() {
    return broker.name();
  }

  public BrokerStatus status() {
    return broker.status();
  }

  /**
   * Whom to hear messages for from now on.
   *
   * @param peers empty for everybody
   */
  public void hear(Optional<Set<EndPointId>> peers) {
    filters.hear(peers);
    broker.sync();
  }

  @Override
  public CompletionStage<Delivery> carry(Signal signal, Duration left) {
    CompletableFuture<Delivery> delivery = new CompletableFuture<>();
    long number = numbers.incrementAndGet();
    onTheWire.put(number, delivery);
    try {
      var unused =
          broker
              .publish(message(signal, left))
              .whenComplete((result, failure) -> delivery.complete(of(result, failure)));
    } catch (Refusal away) {
      delivery.complete(Delivery.AWAY);
    }
    return delivery
        .completeOnTimeout(Delivery.AWAY, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((how, failure) -> onTheWire.remove(number));
  }

  private Mqtt5Publish message(Signal signal, Duration left) {
    String topic = new DeviceTopic(signal.topic()).text();
    return Mqtt5Publish.builder()
        .topic(broker.settings().leadingSlash() ? "/" + topic : topic)
        .payload(signal.payload())
        .qos(MqttQos.AT_LEAST_ONCE)
        .messageExpiryInterval(Math.max(1, left.plusMillis(999).toSeconds()))
        .build();
  }

  private static Delivery of(Mqtt5PublishResult result, Throwable failure) {
    Optional<Throwable> fault = failure == null ? result.getError() : Optional.of(failure);
    if (fault.isPresent()) {
      return fault(fault.get());
    }
    boolean nobody =
        result instanceof Mqtt5PublishResult.Mqtt5Qos1Result acknowledged
            && acknowledged.getPubAck().getReasonCode()
                == Mqtt5PubAckReasonCode.NO_MATCHING_SUBSCRIBERS;
    return nobody ? Delivery.NOBODY_THERE : Delivery.TAKEN;
  }

  /** What the broker refuses now for lack of room (MQTT 5 section 3.4.2.1, 0x97) may pass later. */
  private static Delivery fault(Throwable failure) {
    Throwable fault = Causes.of(failure);
    if (fault instanceof Mqtt5PubAckException refusal) {
      return refusal.getMqttMessage().getReasonCode() == Mqtt5PubAckReasonCode.QUOTA_EXCEEDED
          ? Delivery.AWAY
          : Delivery.REFUSED;
    }
    return fault instanceof MqttEncodeException ? Delivery.REFUSED : Delivery.AWAY;
  }

  void start() {
    broker.start();
  }

  /** Nothing more is heard of what was on the wire: whoever carried it may try again. */
  void lost() {
    onTheWire.values().forEach(delivery -> delivery.complete(Delivery.AWAY));
  }

  void close() {
    broker.close();
    lost();
  }
}
