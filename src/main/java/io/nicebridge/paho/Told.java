package io.nicebridge.paho;

import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;

/** Tells a future what became of a question to the broker. */
final class Told implements MqttActionListener {
  private final CompletableFuture<IMqttToken> end;

  private Told(CompletableFuture<IMqttToken> end) {
    this.end = end;
  }

  static Told to(CompletableFuture<IMqttToken> end) {
    return new Told(end);
  }

  /** The innermost sentence: Paho wraps what happened. */
  static String why(Throwable thrown) {
    Throwable last = thrown;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    String sentence = last.getMessage();
    return sentence == null ? last.getClass().getSimpleName() : sentence;
  }

  @Override
  public void onSuccess(IMqttToken token) {
    end.complete(token);
  }

  @Override
  public void onFailure(IMqttToken token, Throwable failure) {
    end.completeExceptionally(failure);
  }
}
