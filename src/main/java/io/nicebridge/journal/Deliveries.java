package io.nicebridge.journal;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a sink its messages, as many at once as it may have in hand. One thread for each sink: the
 * engine's sessions want one, and a sink that is slow holds up its own alone.
 */
final class Deliveries implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  /** Bytes that lie ready in the heap for a sink that takes the next one. */
  private static final int READY = 256 << 10;

  /** How long a free hand waits before it looks whether an end was said. */
  private static final long LOOK_MS = 20;

  private static final long STOP_MS = 5_000;

  private final SinkQueue sink;
  private final int most;
  private final Consumer<Delivery> hand;
  private final ClientSession session;
  private final ClientConsumer messages;
  private final ClientProducer dead;

  /** What is to be done on the session's thread. Bounded by what is in hand. */
  private final BlockingQueue<End> ends = new LinkedBlockingQueue<>();

  private final Thread thread;
  private int inHand;
  private volatile boolean closed;

  /** One of a delivery's two ends. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record End(ClientMessage message, byte[] body, @Nullable Reason reason) {}

  private record Reason(String text, int attempts, Instant first) {}

  private Deliveries(
      ClientSessionFactory factory, SinkQueue sink, int most, Consumer<Delivery> hand)
      throws ActiveMQException {
    this.sink = sink;
    this.most = most;
    this.hand = hand;
    this.session = factory.createSession(true, true, 0);
    this.messages = session.createConsumer(SimpleString.of(sink.queue()), null, READY, -1, false);
    this.dead = session.createProducer(sink.deadLetters());
    this.thread = new Thread(this::run, "sink-" + sink.name());
    thread.setDaemon(true);
  }

  /**
   * Begins at once.
   *
   * @param most deliveries in hand at once
   * @param hand takes a delivery and returns at once; says its end later
   */
  static Deliveries open(
      ClientSessionFactory factory, SinkQueue sink, int most, Consumer<Delivery> hand) {
    try {
      Deliveries deliveries = new Deliveries(factory, sink, most, hand);
      deliveries.session.start();
      deliveries.thread.start();
      return deliveries;
    } catch (ActiveMQException e) {
      throw new IllegalStateException(
          "the sink [" + sink.name() + "] cannot be given its messages: " + e.getMessage(), e);
    }
  }

  private void run() {
    try {
      while (!closed) {
        finish();
        if (inHand < most) {
          next();
        }
      }
      finish();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ActiveMQException e) {
      if (!closed) {
        LOG.error("the sink {} gets nothing any more: {}", sink.name(), e.getMessage());
      }
    }
  }

  /** All ends that were said; waits for one only while the hands are full. */
  private void finish() throws ActiveMQException, InterruptedException {
    End end = inHand < most ? ends.poll() : ends.poll(LOOK_MS, TimeUnit.MILLISECONDS);
    while (end != null) {
      inHand--;
      if (end.reason() != null) {
        dead.send(letter(end, end.reason()));
      }
      end.message().individualAcknowledge();
      end = ends.poll();
    }
  }

  private ClientMessage letter(End end, Reason reason) {
    ClientMessage message = end.message();
    ClientMessage letter = session.createMessage(Message.BYTES_TYPE, message.isDurable());
    letter.setTimestamp(message.getTimestamp());
    for (SimpleString name : message.getPropertyNames()) {
      if (!name.toString().startsWith("_AMQ")) {
        letter.putObjectProperty(name, message.getObjectProperty(name));
      }
    }
    letter.setGroupID(message.getGroupID());
    letter.putStringProperty(DeadLetter.REASON, reason.text());
    letter.putIntProperty(DeadLetter.ATTEMPTS, reason.attempts());
    letter.putLongProperty(DeadLetter.FIRST, reason.first().toEpochMilli());
    letter.putLongProperty(DeadLetter.DIED, System.currentTimeMillis());
    letter.getBodyBuffer().writeBytes(end.body());
    return letter;
  }

  private void next() throws ActiveMQException {
    ClientMessage message = messages.receive(LOOK_MS);
    if (message != null) {
      inHand++;
      hand.accept(delivery(message));
    }
  }

  private Delivery delivery(ClientMessage message) throws ActiveMQException {
    byte[] body = body(message);
    Map<String, String> headers = new HashMap<>();
    for (SimpleString name : message.getPropertyNames()) {
      String text = name.toString();
      if (!text.startsWith("_AMQ") && !text.startsWith("nice")) {
        headers.put(text, String.valueOf(message.getObjectProperty(name)));
      }
    }
    return new Delivery(
        String.valueOf(message.getStringProperty(Names.ID)),
        String.valueOf(message.getGroupID()),
        Map.copyOf(headers),
        body,
        new Saying(message, body));
  }

  /** From its beginning, however often it was read. */
  private static byte[] body(ClientMessage message) throws ActiveMQException {
    if (message.isLargeMessage()) {
      // A file at the engine: it comes piece by piece, and once.
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      message.saveToOutputStream(out);
      return out.toByteArray();
    }
    ActiveMQBuffer buffer = message.getReadOnlyBodyBuffer();
    byte[] body = new byte[buffer.readableBytes()];
    buffer.readBytes(body);
    return body;
  }

  private final class Saying implements DeliveryEnd {
    private final ClientMessage message;
    private final byte[] body;

    Saying(ClientMessage message, byte[] body) {
      this.message = message;
      this.body = body;
    }

    @Override
    public void taken() {
      ends.add(new End(message, body, null));
    }

    @Override
    public void givenUp(String reason, int attempts, Instant first) {
      ends.add(new End(message, body, new Reason(reason, attempts, first)));
    }
  }

  /** What is in hand and not ended stays in the queue, and comes again. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(STOP_MS);
      session.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ActiveMQException e) {
      LOG.debug("the sink {} did not close cleanly: {}", sink.name(), e.getMessage());
    }
  }
}
