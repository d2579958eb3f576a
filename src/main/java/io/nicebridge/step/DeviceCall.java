package io.nicebridge.step;

import io.nicebridge.device.Command;
import io.nicebridge.http.BodyBudget;
import io.nicebridge.http.Call;
import io.nicebridge.message.RequestHead;
import io.nicebridge.token.Tokens;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A command to a virtual device: a request that came by MQTT, whose token must be one of those who
 * may command this device.
 */
record DeviceCall(Command command, TopicCall call) implements Call, OwnTrust {
  static DeviceCall of(Command command, RequestHead head, BodyBudget.Share share) {
    return new DeviceCall(command, new TopicCall(command.request(), head, share));
  }

  @Override
  public Tokens tokens() {
    return command.device().tokens(command.side());
  }

  @Override
  public Optional<String> authorization() {
    return call.authorization();
  }

  @Override
  public Optional<String> prefer() {
    return call.prefer();
  }

  @Override
  public CompletionStage<byte[]> body() {
    return call.body();
  }

  @Override
  public Runnable hold() {
    return call.hold();
  }

  /** For a log: no token, no payload. */
  @Override
  public String toString() {
    return command.toString();
  }
}
