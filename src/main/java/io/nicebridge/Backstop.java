package io.nicebridge;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when its stop does not: a route, a disk or a broker hangs, and who knows why.
 */
final class Backstop {
  private static final Logger LOG = LoggerFactory.getLogger(Backstop.class);

  /** A log that hangs, too, does not keep the process. */
  private static final Duration LAST_LINE = Duration.ofSeconds(1);

  private Backstop() {}

  /**
   * Returns at once.
   *
   * @param after when a stop that has not ended is one that hangs
   * @param who hangs, for the log
   * @param end of the process, by a status: {@code Runtime::halt}, as {@code exit} would wait for
   *     the stop
   */
  static void arm(Duration after, Supplier<String> who, IntConsumer end) {
    Wiring.daemon("backstop")
        .newThread(
            () -> {
              try {
                TimeUnit.NANOSECONDS.sleep(after.toNanos());
                Thread line =
                    Wiring.daemon("last-line")
                        .newThread(
                            () ->
                                LOG.error(
                                    "the stop has not ended after {}s, the process is ended: {}",
                                    after.toSeconds(),
                                    who.get()));
                line.start();
                line.join(LAST_LINE.toMillis());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                end.accept(1);
              }
            })
        .start();
  }
}
