package io.nicebridge.step;

import io.nicebridge.http.Call;
import io.nicebridge.http.DoorProperties;
import io.nicebridge.message.Causes;
import java.util.concurrent.CompletionStage;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;

/** A step that waits for something without a thread: the exchange goes on when it is there. */
abstract class AsyncStep extends AsyncProcessorSupport {

  /** What the exchange waits for; the stage's action puts the result into the exchange. */
  abstract CompletionStage<?> begin(Exchange exchange);

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    try {
      CompletionStage<?> stage = held(exchange, begin(exchange));
      if (stage.toCompletableFuture().isDone()) {
        stage.whenComplete((done, failure) -> fail(exchange, failure));
        callback.done(true);
        return true;
      }
      stage.whenComplete(
          (done, failure) -> {
            fail(exchange, failure);
            callback.done(false);
          });
      return false;
    } catch (RuntimeException e) {
      exchange.setException(e);
      callback.done(true);
      return true;
    }
  }

  /** What waits holds the body, also when its caller has an answer already. */
  private static CompletionStage<?> held(Exchange exchange, CompletionStage<?> stage) {
    @Nullable Call call = exchange.getProperty(DoorProperties.CALL, Call.class);
    if (call != null && !stage.toCompletableFuture().isDone()) {
      Runnable letGo = call.hold();
      stage.whenComplete((done, failure) -> letGo.run());
    }
    return stage;
  }

  private static void fail(Exchange exchange, Throwable failure) {
    if (failure != null) {
      exchange.setException(Causes.of(failure));
    }
  }
}
