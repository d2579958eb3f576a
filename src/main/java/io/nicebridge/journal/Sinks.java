package io.nicebridge.journal;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.DivertConfiguration;
import org.apache.activemq.artemis.core.config.TransformerConfiguration;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ComponentConfigurationRoutingType;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * The queues of the sinks. Each has an address of its own, since the engine keeps redelivery,
 * expiry and dead letters by address; a divert copies what is appended to {@code data} there.
 */
final class Sinks implements IntSupplier {
  /** Order keys share this many places among the consumers of a sink, so that memory is bounded. */
  private static final int ORDER_BUCKETS = 1024;

  private final ActiveMQServer server;
  private final AddressSettings everywhere;
  private volatile int fed;

  Sinks(ActiveMQServer server, AddressSettings everywhere) {
    this.server = server;
    this.everywhere = everywhere;
    // The engine forgets where dead letters go; what expires before a route names its sink again
    // would be lost. It looks for expired messages a second after its start, so this is in time.
    names().forEach(name -> treat(SinkQueue.of(name)));
    count();
  }

  private void treat(SinkQueue sink) {
    server.getAddressSettingsRepository().addMatch(sink.queue(), settings(sink));
  }

  synchronized void open(SinkQueue sink) {
    try {
      treat(sink);
      create(sink.deadLetters());
      create(sink.queue());
      divert(sink);
      count();
    } catch (Exception e) {
      throw new IllegalStateException(
          "the sink [" + sink.name() + "] has no queue: " + e.getMessage(), e);
    }
  }

  private AddressSettings settings(SinkQueue sink) {
    AddressSettings settings =
        new AddressSettings(everywhere)
            .setMaxDeliveryAttempts(sink.maxAttempts() == 0 ? -1 : sink.maxAttempts())
            .setRedeliveryDelay(sink.delay().toMillis())
            .setRedeliveryMultiplier(sink.multiplier())
            .setMaxRedeliveryDelay(sink.maxDelay().toMillis())
            .setDeadLetterAddress(SimpleString.of(sink.deadLetters()))
            .setExpiryAddress(SimpleString.of(sink.deadLetters()));
    sink.expiry().ifPresent(expiry -> settings.setExpiryDelay(expiry.toMillis()));
    return settings;
  }

  private void create(String queue) throws Exception {
    server.createQueue(
        QueueConfiguration.of(queue)
            .setAddress(queue)
            .setRoutingType(RoutingType.ANYCAST)
            .setDurable(true)
            .setGroupBuckets(ORDER_BUCKETS)
            .setAutoCreateAddress(true),
        true);
  }

  private void divert(SinkQueue sink) throws Exception {
    DivertConfiguration wanted =
        new DivertConfiguration()
            .setName(Names.divert(sink.name()))
            .setRoutingName(Names.divert(sink.name()))
            .setAddress(Names.DATA)
            .setForwardingAddress(sink.queue())
            .setRoutingType(ComponentConfigurationRoutingType.ANYCAST)
            .setTransformerConfiguration(new TransformerConfiguration(PlainCopy.class.getName()))
            .setFilterString(sink.selector().orElse(null));
    if (isFed(sink.name())) {
      server.updateDivert(wanted);
    } else {
      server.deployDivert(wanted);
    }
  }

  private boolean isFed(String sink) {
    return server.getPostOffice().getBinding(SimpleString.of(Names.divert(sink))) != null;
  }

  private void count() {
    fed = (int) names().stream().filter(this::isFed).count();
  }

  /** How many sinks get a copy of what is appended. */
  @Override
  public int getAsInt() {
    return fed;
  }

  synchronized void close(String name) {
    try {
      if (isFed(name)) {
        server.destroyDivert(SimpleString.of(Names.divert(name)), true);
      }
      if (state(name).filter(left -> left.queued() + left.deadLetters() == 0).isPresent()) {
        server.destroyQueue(SimpleString.of(Names.queue(name)), null, true, false, true);
        server.destroyQueue(SimpleString.of(Names.dead(name)), null, true, false, true);
      }
      count();
    } catch (Exception e) {
      throw new IllegalStateException(
          "the sink [" + name + "] could not be closed: " + e.getMessage(), e);
    }
  }

  private List<String> names() {
    return names(Names::isQueue).toList();
  }

  private Stream<String> names(Predicate<String> which) {
    return server
        .getPostOffice()
        .getAllBindings()
        .filter(QueueBinding.class::isInstance)
        .map(binding -> binding.getUniqueName().toString())
        .filter(which)
        .map(Names::sink)
        .sorted(Comparator.naturalOrder());
  }

  /** The queue for what came in by an input and was no message, where it has room. */
  Optional<String> inbox(String name) throws Exception {
    String queue = Names.dead(name);
    if (find(queue).isEmpty()) {
      create(queue);
    }
    return find(queue)
        .filter(letters -> letters.getMessageCount() < Rejections.MOST)
        .map(letters -> queue);
  }

  /** Inputs that have dead letters, or had some. */
  List<SinkState> inputs() {
    return names(Names::isDead)
        .filter(Names::isInput)
        .map(
            name ->
                new SinkState(
                    name,
                    0,
                    0,
                    find(Names.dead(name)).map(Queue::getMessageCount).orElse(0L),
                    false))
        .toList();
  }

  List<SinkState> all() {
    return names().stream().map(this::state).flatMap(Optional::stream).toList();
  }

  Optional<SinkState> state(String name) {
    return find(Names.queue(name))
        .map(
            queue ->
                new SinkState(
                    name,
                    queue.getMessageCount(),
                    queue.getDeliveringCount(),
                    find(Names.dead(name)).map(Queue::getMessageCount).orElse(0L),
                    !isFed(name)));
  }

  /** Messages that a sink has not taken yet. */
  long queued(String name) {
    return find(Names.queue(name)).map(Queue::getMessageCount).orElse(0L);
  }

  Optional<Queue> find(String queue) {
    return Optional.ofNullable(server.locateQueue(SimpleString.of(queue)));
  }
}
