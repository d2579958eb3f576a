package io.nicebridge.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A real journal in a folder, and hands that put in and take out. */
final class JournalRig {
  static final long MB = 1 << 20;

  private JournalRig() {}

  static JournalSettings settings(Path folder) {
    return new JournalSettings(folder, 512 * MB, 0, 32 * MB, 10_000, 64 * MB, 20_000);
  }

  static Entry entry(String id) {
    return entry(id, "camera-1", ("body of " + id).getBytes(UTF_8));
  }

  static Entry entry(String id, String orderKey, byte[] body) {
    return new Entry(id, orderKey, Map.of("source", orderKey), body, true);
  }

  static void append(Journal journal, Entry entry) {
    end(journal, entry).join();
  }

  static CompletableFuture<Void> end(Journal journal, Entry entry) {
    return journal.append(entry).toCompletableFuture().orTimeout(20, TimeUnit.SECONDS);
  }

  /** Takes everything there is within the patience for the first missing one; ids in order. */
  static List<String> takeAll(Journal journal, String sink) {
    List<String> ids = new ArrayList<>();
    consume(
        journal,
        sink,
        message -> {
          ids.add(id(message));
          return true;
        });
    return ids;
  }

  /** Consumes in transactions of one message until none comes; false from the hand: rollback. */
  static void consume(Journal journal, String sink, Predicate<Message> hand) {
    try (Connection connection =
            ((EmbeddedJournal) journal).connectionFactory().createConnection();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer =
            session.createConsumer(session.createQueue(SinkQueue.of(sink).queue()))) {
      connection.start();
      Message message;
      while ((message = consumer.receive(700)) != null) {
        if (hand.test(message)) {
          session.commit();
        } else {
          session.rollback();
        }
      }
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  static String id(Message message) {
    try {
      return message.getStringProperty(Names.ID);
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] body(Message message) {
    try {
      return ((BytesMessage) message).getBody(byte[].class);
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  static SinkState state(Journal journal, String sink) {
    return journal.sinks().stream().filter(s -> s.name().equals(sink)).findFirst().orElseThrow();
  }
}
