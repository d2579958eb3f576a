package io.nicebridge.paho;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many messages a subscription has handed to its route, or holds for it. What is acknowledged
 * is bounded by MQTT's Receive Maximum; of QoS 0 no more than 1,000 wait, the others are dropped.
 */
final class InHand {
  private static final Logger LOG = LoggerFactory.getLogger(InHand.class);
  private static final int MOST = 1_000;

  private final String subscription;
  private int messages;
  private long dropped;

  InHand(String subscription) {
    this.subscription = subscription;
  }

  synchronized boolean take(int qos) {
    if (qos == 0 && messages >= MOST) {
      if (dropped++ == 0) {
        LOG.warn(
            "messages of QoS 0 of the subscription [{}] are dropped: {} wait for its route",
            subscription,
            MOST);
      }
      return false;
    }
    messages++;
    return true;
  }

  /** What waited for its next attempt. */
  synchronized void takeAgain() {
    messages++;
  }

  synchronized void done() {
    messages--;
    if (dropped > 0 && messages < MOST / 2) {
      LOG.info(
          "messages of the subscription [{}] are taken again, {} of QoS 0 were dropped",
          subscription,
          dropped);
      dropped = 0;
    }
    notifyAll();
  }

  /** Returns when the route has all of them, or the time is over. */
  synchronized void awaitEmpty(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (long left = limit.toMillis(); messages > 0 && left > 0; left = left(end)) {
      wait(left);
    }
  }

  private static long left(long end) {
    return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
  }
}
