package io.nicebridge.cases;

import java.util.List;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.processor.ChoiceProcessor;
import org.apache.camel.processor.FilterProcessor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Tells the stage what the conditions of {@code choice} and {@code filter} said, in order. */
public final class AskedConditions implements InterceptStrategy {
  private final Stage stage;

  public AskedConditions(Stage stage) {
    this.stage = stage;
  }

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode node, Processor target, Processor next) {
    List<FilterProcessor> conditions = conditions(target);
    if (conditions.isEmpty()) {
      return target;
    }
    AsyncProcessor asked = AsyncProcessorConverterHelper.convert(target);
    return new DelegateAsyncProcessor(asked) {
      @Override
      public boolean process(Exchange exchange, AsyncCallback callback) {
        ask(conditions, exchange);
        return super.process(exchange, callback);
      }
    };
  }

  private static List<FilterProcessor> conditions(Processor target) {
    if (target instanceof ChoiceProcessor choice) {
      return choice.getFilters();
    }
    return target instanceof FilterProcessor filter ? List.of(filter) : List.of();
  }

  /** Up to the first that holds, as the choice itself does it. */
  private void ask(List<FilterProcessor> conditions, Exchange exchange) {
    for (FilterProcessor condition : conditions) {
      boolean holds;
      try {
        holds = condition.getPredicate().matches(exchange);
      } catch (RuntimeException e) {
        // The route itself will stumble over it.
        return;
      }
      stage.saw(
          new Seen(
              String.valueOf(condition.getRouteId()),
              Optional.of(condition.getPredicate().toString()),
              holds));
      if (holds) {
        return;
      }
    }
  }
}
