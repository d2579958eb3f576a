package io.nicebridge.paho;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a broker, from its CONNECT to its end, with a client of its own: what is
 * acknowledged on it is what came on it.
 */
final class Connection implements MqttCallback {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  /** From here on a reason code is a refusal (MQTT 5 section 2.4). */
  private static final int REFUSED = 0x80;

  private static final long GOODBYE_MS = 1_000;

  private final MqttAsyncClient client;
  private final Dial dial;
  private final ScheduledExecutorService clock;
  private final Line line;
  private final AtomicBoolean over = new AtomicBoolean();

  Connection(Dial dial, MqttAsyncClient client, ScheduledExecutorService clock, Line line) {
    this.dial = dial;
    this.client = client;
    this.clock = clock;
    this.line = line;
  }

  /** The callback stands before anything can come: a broker sends what it has kept at once. */
  void open() {
    client.setManualAcks(true);
    client.setCallback(this);
    CompletableFuture<IMqttToken> connected = new CompletableFuture<>();
    try {
      client.connect(dial.options(), null, Told.to(connected));
    } catch (MqttException e) {
      connected.completeExceptionally(e);
    }
    var unused =
        within(connected, "CONNECT")
            .whenComplete(
                (token, failure) -> {
                  if (failure == null) {
                    line.up(this, receiveMaximum(token));
                  } else {
                    end(Told.why(failure));
                  }
                });
  }

  private static int receiveMaximum(IMqttToken connected) {
    MqttProperties properties = connected.getResponseProperties();
    Integer most = properties == null ? null : properties.getReceiveMaximum();
    return most == null ? 65_535 : most;
  }

  /** Fails when the broker refuses, and when it says nothing. */
  CompletableFuture<Void> subscribe(String filter, int qos) {
    CompletableFuture<IMqttToken> answer = new CompletableFuture<>();
    try {
      client.subscribe(
          new MqttSubscription[] {new MqttSubscription(filter, qos)},
          null,
          Told.to(answer),
          new MqttProperties());
    } catch (MqttException | IllegalArgumentException e) {
      answer.completeExceptionally(e);
    }
    return within(answer, "SUBSCRIBE").thenAccept(token -> mustBeGranted(filter, token));
  }

  private static void mustBeGranted(String filter, IMqttToken token) {
    int[] codes = token.getReasonCodes();
    if (codes == null || codes.length == 0 || codes[0] >= REFUSED) {
      throw new IllegalStateException(
          "the broker refused the subscription to [%s], reason 0x%02x"
              .formatted(filter, codes == null || codes.length == 0 ? REFUSED : codes[0]));
    }
  }

  /**
   * Ends when the broker has it, or the connection ends.
   *
   * @throws MqttException where the client cannot take it now
   */
  CompletableFuture<Void> publish(String topic, MqttMessage message) throws MqttException {
    CompletableFuture<IMqttToken> sent = new CompletableFuture<>();
    client.publish(topic, message, null, Told.to(sent));
    return sent.thenAccept(token -> {});
  }

  void acknowledge(MqttMessage message) {
    try {
      if (!over.get() && message.getQos() > 0) {
        client.messageArrivedComplete(message.getId(), message.getQos());
      }
    } catch (MqttException gone) {
      LOG.debug("an acknowledgement came too late: the broker sends the message again");
    }
  }

  boolean isOver() {
    return over.get();
  }

  private <T> CompletableFuture<T> within(CompletableFuture<T> answer, String question) {
    String sentence =
        "the broker did not answer %s within %d ms".formatted(question, dial.timeout().toMillis());
    ScheduledFuture<?> late =
        clock.schedule(
            () -> answer.completeExceptionally(new IllegalStateException(sentence)),
            dial.timeout().toMillis(),
            TimeUnit.MILLISECONDS);
    return answer.whenComplete((token, failure) -> late.cancel(false));
  }

  /** The connection is of no use any more. */
  void end(String why) {
    if (over.compareAndSet(false, true)) {
      LetGo.of(client, 0, false);
      line.lost(why);
    }
  }

  /** In an orderly way: the broker hears it. */
  void close() {
    if (over.compareAndSet(false, true)) {
      LetGo.of(client, GOODBYE_MS, true);
    }
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    MqttException cause = response.getException();
    end(
        cause == null
            ? "the broker ended it, reason 0x%02x".formatted(response.getReturnCode())
            : Told.why(cause));
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    if (!over.get()) {
      line.arrived(this, topic, message);
    }
  }

  @Override
  public void mqttErrorOccurred(MqttException exception) {
    LOG.debug("the MQTT client says: {}", exception.getMessage());
  }

  @Override
  public void deliveryComplete(IMqttToken token) {
    // Whoever published has a future of its own.
  }

  @Override
  public void connectComplete(boolean reconnect, String serverUri) {
    // The CONNECT has a future of its own.
  }

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {
    // No method of authentication is offered.
  }
}
