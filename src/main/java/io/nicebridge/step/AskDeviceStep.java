package io.nicebridge.step;

import io.nicebridge.id.DestinationPath;
import io.nicebridge.message.Envelope;
import io.nicebridge.mqtt.DeviceRequest;
import io.nicebridge.mqtt.Devices;
import io.nicebridge.mqtt.Reply;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/**
 * Step {@code ask-device}: publishes the request on the device's topic (NICE 0.9 section 8) and
 * goes on when the response is there. The device sees the caller's bytes, the caller the device's.
 */
final class AskDeviceStep extends AsyncStep {
  private final Devices devices;

  AskDeviceStep(Devices devices) {
    this.devices = devices;
  }

  @Override
  CompletionStage<?> begin(Exchange exchange) {
    DestinationPath path = Facts.path(exchange);
    Envelope request = Facts.request(exchange);
    DeviceRequest question =
        new DeviceRequest(
            Facts.destination(exchange).authority(),
            path.topic(),
            request.answerKey(path.topic()),
            Facts.request(exchange).edition(),
            Facts.token(exchange).caller(),
            request.raw());
    Duration timeout = Facts.must(exchange, Facts.TIMEOUT, Duration.class);
    CompletionStage<Reply> answer = devices.ask(question, timeout);
    if (!answer.toCompletableFuture().isCompletedExceptionally()) {
      Facts.accept(exchange);
    }
    return answer.thenAccept(reply -> Facts.reply(exchange, reply.head(), reply.body()));
  }
}
