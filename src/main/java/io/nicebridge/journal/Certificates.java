package io.nicebridge.journal;

import java.util.Optional;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.RoutingContext;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;

/**
 * Writes on a message why it died, before it is stored among the dead letters. What a route puts
 * there itself says so itself.
 */
final class Certificates implements ActiveMQServerMessagePlugin {
  private final ActiveMQServer server;
  private final Failures failures;

  Certificates(ActiveMQServer server, Failures failures) {
    this.server = server;
    this.failures = failures;
  }

  @Override
  public void beforeMessageRoute(
      Message message, RoutingContext context, boolean direct, boolean rejectDuplicates) {
    String queue = message.getAddress();
    if (queue == null || !Names.isDead(queue)) {
      return;
    }
    if (context.getServerSession() == null) {
      sign(message, Names.sink(queue));
    }
    message.putLongProperty(DeadLetter.DIED, System.currentTimeMillis());
    message.reencode();
  }

  private void sign(Message message, String sink) {
    String id = message.getStringProperty(Names.ID);
    Optional<Failures.Failure> failure = id == null ? Optional.empty() : failures.take(sink, id);
    if (hasExpired(message)) {
      failures.expired(sink);
      message.removeProperty(DeadLetter.ATTEMPTS);
      message.putStringProperty(
          DeadLetter.REASON,
          failure.map(last -> "expired; before that: " + last.reason()).orElse("expired"));
    } else {
      int attempts =
          server
              .getAddressSettingsRepository()
              .getMatch(Names.queue(sink))
              .getMaxDeliveryAttempts();
      message.putIntProperty(DeadLetter.ATTEMPTS, attempts);
      message.putStringProperty(
          DeadLetter.REASON,
          failure.map(Failures.Failure::reason).orElse("not taken in " + attempts + " attempts"));
    }
    message.removeProperty(DeadLetter.FIRST);
    failure.ifPresent(first -> message.putLongProperty(DeadLetter.FIRST, first.first()));
  }

  /** The engine leaves the time of an earlier expiry on what was replayed. */
  private static boolean hasExpired(Message message) {
    Object expired = message.getBrokerProperty(Message.HDR_ACTUAL_EXPIRY_TIME);
    Object died = message.getObjectProperty(DeadLetter.DIED);
    return expired instanceof Long at && (!(died instanceof Long before) || at > before);
  }
}
