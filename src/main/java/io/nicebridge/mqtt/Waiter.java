package io.nicebridge.mqtt;

import io.netty.util.Timeout;
import io.nicebridge.message.Refusal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One caller who waits for the answer, with a deadline of its own. Its request decides who ends it;
 * a waiter ends once, and takes its timer along.
 */
final class Waiter {
  private final CompletableFuture<Reply> answer = new CompletableFuture<>();
  private final Duration timeout;
  private @Nullable Timeout timer;
  private boolean ended;

  Waiter(Duration timeout) {
    this.timeout = timeout;
  }

  CompletableFuture<Reply> answer() {
    return answer;
  }

  Duration timeout() {
    return timeout;
  }

  /** The answer may have come before the timer was there: then it is stopped at once. */
  synchronized void arm(Timeout timer) {
    if (ended) {
      timer.cancel();
    } else {
      this.timer = timer;
    }
  }

  void answered(Reply reply) {
    stopTimer();
    answer.complete(reply);
  }

  void refused(Refusal refusal) {
    stopTimer();
    answer.completeExceptionally(refusal);
  }

  private synchronized void stopTimer() {
    ended = true;
    if (timer != null) {
      timer.cancel();
    }
  }
}
