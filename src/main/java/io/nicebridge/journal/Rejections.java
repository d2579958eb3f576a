package io.nicebridge.journal;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.SendAcknowledgementHandler;

/**
 * Dead letters of inputs: what came in and was no message. The first ones are kept, up to a number
 * for each input, so that nobody outside fills the disk; then there is room again when they have
 * been purged.
 */
final class Rejections {
  /** Letters of one input. Each takes less than 1 kB and a half. */
  static final long MOST = 10_000;

  private static final int SIZE = 1_500;
  private static final int LONGEST = 500;

  private final ClientSession session;
  private final ClientProducer producer;
  private final Inbox inbox;
  private final LongFunction<Optional<String>> disk;

  /** Where letters go. */
  interface Inbox {
    /** The queue for the letters of an input; empty when it is full. */
    Optional<String> of(String input) throws Exception;
  }

  /**
   * @param disk takes room for so many bytes, or says why there is none
   */
  Rejections(Sessions sessions, Inbox inbox, LongFunction<Optional<String>> disk) {
    this.inbox = inbox;
    this.disk = disk;
    try {
      session = sessions.open();
      producer = session.createProducer();
    } catch (ActiveMQException e) {
      throw new IllegalStateException("the journal cannot be written to", e);
    }
  }

  /**
   * Keeps it, where there is room.
   *
   * @return completes when it is safe, or nobody keeps it; never fails
   */
  CompletionStage<Void> add(Rejected what) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    try {
      Optional<String> queue = inbox.of(what.name());
      if (queue.isEmpty() || disk.apply(SIZE).isPresent()) {
        return CompletableFuture.completedFuture(null);
      }
      send(queue.get(), what, new Handler(end));
    } catch (Exception e) {
      end.complete(null);
    }
    return end;
  }

  private record Handler(CompletableFuture<Void> end) implements SendAcknowledgementHandler {
    @Override
    public void sendAcknowledged(Message message) {
      end.complete(null);
    }

    @Override
    public void sendFailed(Message message, Exception e) {
      end.complete(null);
    }
  }

  private synchronized void send(String queue, Rejected what, SendAcknowledgementHandler handler)
      throws ActiveMQException {
    ClientMessage letter = session.createMessage(Message.BYTES_TYPE, true);
    long now = System.currentTimeMillis();
    letter.setTimestamp(now);
    for (Map.Entry<String, String> header : what.headers().entrySet()) {
      letter.putStringProperty(header.getKey(), shortened(header.getValue()));
    }
    letter.putStringProperty(Names.ID, UUID.randomUUID().toString());
    letter.putLongProperty(Names.APPENDED, now);
    letter.putStringProperty(DeadLetter.REASON, shortened(what.reason()));
    letter.putLongProperty(DeadLetter.DIED, now);
    producer.send(SimpleString.of(queue), letter, handler);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
