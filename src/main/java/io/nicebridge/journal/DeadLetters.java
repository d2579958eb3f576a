package io.nicebridge.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.filter.Filter;
import org.apache.activemq.artemis.core.filter.impl.FilterImpl;
import org.apache.activemq.artemis.core.postoffice.Binding;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.utils.collections.LinkedListIterator;
import org.jspecify.annotations.Nullable;

/** The messages that sinks did not take: looked at, given to that sink again, or thrown away. */
final class DeadLetters {
  /** Messages of one transaction. */
  private static final int BATCH = 100;

  private final ActiveMQServer server;
  private final Sinks sinks;

  DeadLetters(ActiveMQServer server, Sinks sinks) {
    this.server = server;
    this.sinks = sinks;
  }

  /** The oldest first. */
  List<DeadLetter> list(String sink, int max) {
    List<DeadLetter> letters = new ArrayList<>();
    try (LinkedListIterator<MessageReference> all = dead(sink).browserIterator()) {
      while (letters.size() < max && all.hasNext()) {
        letters.add(letter(all.next().getMessage()));
      }
    }
    return List.copyOf(letters);
  }

  int replay(String sink, Optional<String> id) {
    Queue from = dead(sink);
    Binding to = server.getPostOffice().getBinding(SimpleString.of(Names.queue(sink)));
    try {
      int moved =
          from.moveReferences(BATCH, filter(id), SimpleString.of(Names.queue(sink)), false, to);
      untilOnDisk();
      return moved;
    } catch (Exception e) {
      throw failed(sink, e);
    }
  }

  int purge(String sink, Optional<String> id) {
    Queue from = dead(sink);
    try {
      int purged = from.deleteMatchingReferences(BATCH, filter(id));
      untilOnDisk();
      return purged;
    } catch (Exception e) {
      throw failed(sink, e);
    }
  }

  private void untilOnDisk() throws Exception {
    server.getStorageManager().waitOnOperations();
    server.getStorageManager().clearContext();
  }

  private Queue dead(String sink) {
    return sinks
        .find(Names.dead(sink))
        .orElseThrow(
            () -> new IllegalArgumentException("there is no sink [" + sink + "] in the journal"));
  }

  private static @Nullable Filter filter(Optional<String> id) throws ActiveMQException {
    return id.isEmpty() ? null : FilterImpl.createFilter(Names.isId(id.get()));
  }

  private static IllegalStateException failed(String sink, Exception e) {
    return new IllegalStateException(
        "the dead letters of the sink [" + sink + "] could not be moved: " + e.getMessage(), e);
  }

  static DeadLetter letter(Message message) {
    Map<String, String> headers = new HashMap<>();
    for (SimpleString name : message.getPropertyNames()) {
      Object value = message.getObjectProperty(name);
      if (!isOurs(name.toString()) && value != null) {
        headers.put(name.toString(), value.toString());
      }
    }
    String id = message.getStringProperty(Names.ID);
    return new DeadLetter(
        id == null ? "" : id,
        Map.copyOf(headers),
        Optional.ofNullable(message.getStringProperty(DeadLetter.REASON)),
        message.getObjectProperty(DeadLetter.ATTEMPTS) instanceof Integer count
            ? OptionalInt.of(count)
            : OptionalInt.empty(),
        time(message, Names.APPENDED),
        time(message, DeadLetter.FIRST),
        time(message, DeadLetter.DIED),
        message.getWholeMessageSize());
  }

  private static boolean isOurs(String name) {
    return name.startsWith("_AMQ") || name.startsWith("nice");
  }

  private static Optional<Instant> time(Message message, String header) {
    return message.getObjectProperty(header) instanceof Long millis
        ? Optional.of(Instant.ofEpochMilli(millis))
        : Optional.empty();
  }
}
