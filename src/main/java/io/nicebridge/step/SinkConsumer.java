package io.nicebridge.step;

import io.nicebridge.journal.Delivery;
import io.nicebridge.sink.DataDesk;
import io.nicebridge.sink.SinkDesk;
import io.nicebridge.sink.SinkFault;
import io.nicebridge.sink.SinkOutcome;
import io.nicebridge.sink.SinkPlan;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a message that waits for a sink becomes an exchange: one for each attempt. */
final class SinkConsumer extends DefaultConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(SinkConsumer.class);

  private final DataDesk desk;
  private final SinkLines lines;
  private final SinkDesk.Line line;

  SinkConsumer(SinkEndpoint endpoint, Processor processor, SinkComponent component, SinkPlan plan) {
    super(endpoint, processor);
    this.desk = component.desk();
    this.lines = component.lines();
    this.line = new SinkDesk.Line(plan, this::attempt);
  }

  /** Without a journal no route of a sink starts; what waits there is handed over later. */
  @Override
  protected void doStart() throws Exception {
    super.doStart();
    var unused = desk.open();
    lines.add(line);
  }

  @Override
  protected void doStop() throws Exception {
    lines.remove(line);
    super.doStop();
  }

  private SinkFault verdict(Throwable failure) {
    SinkFault verdict = SinkVerdict.of(failure);
    LOG.debug(
        "an attempt of the sink {} failed",
        line.plan().name(),
        SinkVerdict.mayQuote(failure) ? verdict : failure);
    return verdict;
  }

  private CompletionStage<SinkOutcome> attempt(Delivery delivery) {
    CompletableFuture<SinkOutcome> ended = new CompletableFuture<>();
    Exchange exchange = createExchange(false);
    Attempt attempt = Attempt.begin(exchange);
    Data.of(delivery).into(exchange);
    getAsyncProcessor()
        .process(
            exchange,
            doneSync -> {
              @Nullable Throwable failure = attempt.failure(exchange);
              SinkOutcome how =
                  exchange.getProperty(Facts.NOT_WANTED) != null
                      ? SinkOutcome.NOT_WANTED
                      : SinkOutcome.DELIVERED;
              releaseExchange(exchange, false);
              if (failure == null) {
                ended.complete(how);
              } else {
                ended.completeExceptionally(verdict(failure));
              }
            });
    return ended;
  }
}
