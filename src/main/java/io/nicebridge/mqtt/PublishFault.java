package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.exceptions.MqttClientStateException;
import com.hivemq.client.mqtt.exceptions.MqttEncodeException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubRecException;
import com.hivemq.client.mqtt.mqtt5.message.Mqtt5ReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult.Mqtt5Qos1Result;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.nicebridge.message.Causes;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.Refusal.Kind;
import java.util.Optional;
import java.util.Set;

/**
 * What a publish's end says about the request. Only where it is sure that the device did not get
 * it, the caller hears so at once; a connection that broke on the way proves nothing.
 */
final class PublishFault {
  /** Not authorized, topic name invalid, payload format invalid (MQTT 5 section 3.4.2.1). */
  private static final Set<Integer> LASTING = Set.of(0x87, 0x90, 0x99);

  private PublishFault() {}

  /** What the broker says of data will be the same the next time. */
  static Optional<Refusal> lasting(Throwable failure) {
    return reason(failure)
        .filter(code -> LASTING.contains(code.getCode()))
        .map(
            code ->
                new Refusal(
                    code.getCode() == 0x87 ? Kind.FORBIDDEN : Kind.MALFORMED,
                    "the broker refused the data: %s (0x%02X)".formatted(code, code.getCode())));
  }

  private static Optional<Mqtt5ReasonCode> reason(Throwable failure) {
    if (failure instanceof Mqtt5PubAckException refusal) {
      return Optional.of(refusal.getMqttMessage().getReasonCode());
    }
    return failure instanceof Mqtt5PubRecException refusal
        ? Optional.of(refusal.getMqttMessage().getReasonCode())
        : Optional.empty();
  }

  static Optional<Refusal> of(Mqtt5PublishResult result, DeviceTopic topic) {
    boolean nobody =
        result instanceof Mqtt5Qos1Result acknowledged
            && acknowledged.getPubAck().getReasonCode()
                == Mqtt5PubAckReasonCode.NO_MATCHING_SUBSCRIBERS;
    return nobody
        ? Optional.of(
            new Refusal(
                Kind.OFFLINE,
                "the broker says that nobody listens on " + topic.text() + "; nothing was done"))
        : result.getError().flatMap(PublishFault::of);
  }

  static Optional<Refusal> of(Throwable failure) {
    Throwable cause = Causes.of(failure);
    if (cause instanceof Mqtt5PubAckException refusal) {
      return Optional.of(
          new Refusal(
              Kind.BROKER_AWAY,
              "the broker did not take the request: "
                  + refusal.getMqttMessage().getReasonCode()
                  + "; nothing was sent"));
    }
    if (cause instanceof MqttEncodeException) {
      return Optional.of(
          new Refusal(Kind.TOO_LARGE, "the request is larger than the broker takes"));
    }
    if (cause instanceof MqttClientStateException || cause instanceof Window.NotSent) {
      return Optional.of(
          new Refusal(Kind.BROKER_AWAY, "the broker has just gone away; nothing was sent"));
    }
    return Optional.empty();
  }
}
