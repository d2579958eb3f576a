package io.nicebridge.step;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/**
 * Where a signalling message becomes an exchange. The exchange runs on the lane's thread, one after
 * another: that keeps the order, as long as no step of the route goes elsewhere.
 */
final class SignalingConsumer extends DefaultConsumer {
  private final SignalLines lines;
  private final SignalLines.Line line;

  SignalingConsumer(SignalingEndpoint endpoint, Processor processor, SignalLines lines) {
    super(endpoint, processor);
    this.lines = lines;
    this.line = new SignalLines.Line(endpoint.one(), endpoint.other(), this::enter);
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    lines.add(line);
  }

  @Override
  protected void doStop() throws Exception {
    lines.remove(line);
    super.doStop();
  }

  private void enter(SignalArrival arrival) {
    Exchange exchange = createExchange(false);
    exchange.setProperty(Facts.ARRIVAL, arrival);
    exchange.getMessage().setBody(arrival.message().payload());
    getAsyncProcessor()
        .process(
            exchange,
            doneSync -> {
              if (exchange.getException() != null) {
                getExceptionHandler()
                    .handleException(
                        "a signalling route failed", exchange, exchange.getException());
              }
              arrival.poster().ifPresent(SignalPoster::routeEnded);
              releaseExchange(exchange, false);
            });
  }
}
