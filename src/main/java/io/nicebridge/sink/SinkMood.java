package io.nicebridge.sink;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log when a sink begins to fail and when it takes messages again, and no more. */
final class SinkMood {
  private static final Logger LOG = LoggerFactory.getLogger(SinkMood.class);

  private final String sink;
  private final AtomicBoolean failing = new AtomicBoolean();
  private volatile String last = "";

  SinkMood(String sink) {
    this.sink = sink;
  }

  /** Why it does not take messages at present, in a sentence. */
  Optional<String> fault() {
    return failing.get()
        ? Optional.of("the sink %s does not take messages: %s".formatted(sink, last))
        : Optional.empty();
  }

  void failed(String reason) {
    last = reason;
    if (failing.compareAndSet(false, true)) {
      LOG.warn("the sink {} does not take messages: {}; they wait for it", sink, reason);
    }
  }

  void succeeded() {
    if (failing.get() && failing.compareAndSet(true, false)) {
      LOG.info("the sink {} takes messages again", sink);
    }
  }

  void gaveUp(String id, String reason) {
    last = reason;
    if (failing.compareAndSet(false, true)) {
      LOG.warn("the sink {} will not have messages: {}; they become dead letters", sink, reason);
    } else {
      LOG.debug("the sink {} will not have {}: {}", sink, id, reason);
    }
  }
}
