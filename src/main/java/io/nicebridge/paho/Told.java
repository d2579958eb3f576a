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

  @Override
  public void onSuccess(IMqttToken token) {
    end.complete(token);
  }

  @Override
  public void onFailure(IMqttToken token, Throwable failure) {
    end.completeExceptionally(failure);
  }
}
