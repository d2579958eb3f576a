package io.nicebridge.broker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nicebridge.folder.DiskBudget;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.api.core.ActiveMQAddressFullException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.impl.AckReason;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A full disk takes nothing that must be kept: who sends it is hung up on, and sends it again. */
final class Bounds implements ActiveMQServerMessagePlugin {
  private static final Logger LOG = LoggerFactory.getLogger(Bounds.class);

  private final DiskBudget disk;
  private final AtomicBoolean isFull = new AtomicBoolean();
  private final Counter full;
  private final Counter replaced;
  private final Counter expired;

  Bounds(DiskBudget disk, MeterRegistry meters) {
    this.disk = disk;
    this.full = dropped(meters, "disk-full");
    this.replaced = dropped(meters, "queue-full");
    this.expired = dropped(meters, "expired");
  }

  private static Counter dropped(MeterRegistry meters, String why) {
    return Counter.builder("nice.embedded.broker.dropped")
        .description("messages that were not taken, or did not wait any longer")
        .tag("why", why)
        .register(meters);
  }

  @Override
  public void beforeSend(
      ServerSession session,
      Transaction transaction,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue)
      throws ActiveMQException {
    if (!message.isDurable()) {
      return;
    }
    Optional<String> why = disk.take(message.getWholeMessageSize());
    if (why.isEmpty()) {
      if (isFull.compareAndSet(true, false)) {
        LOG.info("the embedded MQTT broker takes messages again");
      }
    } else {
      full.increment();
      if (isFull.compareAndSet(false, true)) {
        LOG.error(
            "the embedded MQTT broker acknowledges nothing: its disk is full: it {}", why.get());
      }
      throw new ActiveMQAddressFullException("the MQTT broker's disk is full: it " + why.get());
    }
  }

  @Override
  public void messageAcknowledged(
      Transaction transaction, MessageReference message, AckReason reason, ServerConsumer who) {
    if (reason == AckReason.REPLACED) {
      replaced.increment();
    } else if (reason == AckReason.EXPIRED) {
      expired.increment();
    }
  }
}
