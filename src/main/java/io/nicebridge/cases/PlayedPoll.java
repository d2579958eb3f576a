package io.nicebridge.cases;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.PollingConsumerSupport;
import org.jspecify.annotations.Nullable;

/**
 * A route fetches something ({@code poll}, {@code pollEnrich}): it gets what the case has ready.
 */
final class PlayedPoll extends PollingConsumerSupport {
  private final Stage stage;
  private final PlayedAddress address;

  PlayedPoll(Endpoint endpoint, Stage stage, PlayedAddress address) {
    super(endpoint);
    this.stage = stage;
    this.address = address;
  }

  @Override
  public @Nullable Exchange receive() {
    stage.leave(address.text(), Map.of(), Map.of(), new byte[0]);
    return stage.answer(address.text()).map(this::exchange).orElse(null);
  }

  private Exchange exchange(Ready ready) {
    Exchange exchange = getEndpoint().createExchange();
    ready.headers().forEach(exchange.getMessage()::setHeader);
    exchange.getMessage().setBody(ready.body());
    return exchange;
  }

  @Override
  public @Nullable Exchange receiveNoWait() {
    return receive();
  }

  @Override
  public @Nullable Exchange receive(long timeout) {
    return receive();
  }
}
