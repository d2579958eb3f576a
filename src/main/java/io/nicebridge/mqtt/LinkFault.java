package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.Mqtt5ReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAck;
import io.nicebridge.id.Malformed;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Why a connection ended, in one sentence for an operator.
 *
 * @param refused the broker is there and said no, so trying again soon hardly helps
 * @param takenOver another client came with our client id (MQTT 5 section 3.14.2.1, 0x8E)
 */
record LinkFault(String sentence, boolean refused, boolean takenOver) {

  static LinkFault silent(String what) {
    return new LinkFault(what, false, false);
  }

  static LinkFault of(Throwable failure) {
    return of(failure, List.of());
  }

  /**
   * The same, where reply topics were asked for.
   *
   * @param filters in the order in which they were asked for
   */
  static LinkFault of(Throwable failure, List<String> filters) {
    Throwable cause = root(failure);
    if (cause instanceof Mqtt5ConnAckException refusal) {
      return no(
          "the broker refused the connection: " + code(refusal.getMqttMessage().getReasonCode()));
    }
    if (cause instanceof Mqtt5SubAckException refusal) {
      return notGranted(refusal.getMqttMessage(), filters);
    }
    if (cause instanceof Mqtt5DisconnectException end) {
      return disconnected(end.getMqttMessage().getReasonCode());
    }
    return silent(plain(cause));
  }

  /** A refused reply topic: without it we would look healthy and hear nothing. */
  private static LinkFault notGranted(Mqtt5SubAck ack, List<String> filters) {
    for (int i = 0; i < ack.getReasonCodes().size(); i++) {
      if (ack.getReasonCodes().get(i).isError()) {
        String which = i < filters.size() ? " " + filters.get(i) : "";
        return no(
            "the broker refused the reply topic"
                + which
                + ": "
                + code(ack.getReasonCodes().get(i)));
      }
    }
    return no("the broker did not grant the reply topics");
  }

  private static LinkFault disconnected(Mqtt5DisconnectReasonCode code) {
    boolean takenOver = code == Mqtt5DisconnectReasonCode.SESSION_TAKEN_OVER;
    String sentence =
        takenOver
            ? "another client took over our client id; each bridge needs its own"
            : "the broker closed the connection: " + code(code);
    return new LinkFault(sentence, false, takenOver);
  }

  private static LinkFault no(String sentence) {
    return new LinkFault(sentence, true, false);
  }

  private static String code(Mqtt5ReasonCode code) {
    return String.format("%s (0x%02X)", code, code.getCode());
  }

  private static String plain(Throwable cause) {
    if (cause instanceof TimeoutException) {
      return "the broker did not answer in time";
    }
    if (cause instanceof UnknownHostException) {
      return "the broker's host name is unknown";
    }
    String message = cause.getMessage() == null ? "" : Malformed.quoted(cause.getMessage());
    if (cause instanceof SSLException || cause instanceof java.security.GeneralSecurityException) {
      return "TLS with the broker failed: " + message;
    }
    return message.isEmpty() ? cause.getClass().getSimpleName() : message;
  }

  private static Throwable root(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; depth < 10 && cause.getCause() != null; depth++) {
      cause = cause.getCause();
    }
    return cause;
  }
}
