package io.nicebridge.journal;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a sink its messages, as many at once as it may have in hand. One thread for each sink: the
 * engine's sessions want one, and a sink that is slow holds up its own alone. Whatever breaks a
 * session, another one is opened after a pause; what was in hand comes again by it.
 */
final class Deliveries implements Feed {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  /** Bytes that lie ready in the heap for a sink that takes the next one. */
  private static final int READY = 256 << 10;

  /** How long a free hand waits before it looks whether an end was said. */
  private static final long LOOK_MS = 20;

  /**
   * Looks in vain after which what came early waits no longer, whatever the engine says that there
   * still is: 5 s.
   */
  private static final int MOST_LOOKS = 250;

  private static final long STOP_MS = 5_000;

  /** Before the first try to open another session; doubled for each further one. */
  private static final long FIRST_PAUSE_MS = 500;

  private final Source source;
  private final Hands most;
  private final Consumer<Delivery> hand;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicLong interruptions = new AtomicLong();
  private volatile @Nullable Hold hold;
  private volatile Optional<String> fault = Optional.empty();
  private long pause = FIRST_PAUSE_MS;

  /** A session, and what is in hand by it: an end that is said after it has ended means nothing. */
  private static final class Hold {
    private final ClientSession session;
    private final ClientConsumer messages;
    private final ClientProducer dead;

    /** What is to be done on the session's thread. Bounded by what is in hand. */
    private final BlockingQueue<End> ends = new LinkedBlockingQueue<>();

    private final Succession<Delivery> order;

    /** In order, and for the next free hands: as many as had to wait for another one. */
    private final Queue<Delivery> ready = new ArrayDeque<>();

    private int inHand;
    private long bytesInHand;

    /** Looks for the next message that found none, one after the other. */
    private int inVain;

    Hold(Source source) throws ActiveMQException {
      order = new Succession<>(source.mayBeAway());
      session = source.sessions().open();
      try {
        messages = session.createConsumer(SimpleString.of(source.queue()), null, READY, -1, false);
        dead = session.createProducer(source.deadLetters());
        session.start();
      } catch (ActiveMQException | RuntimeException e) {
        session.close();
        throw e;
      }
    }
  }

  /** One of a delivery's two ends. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record End(ClientMessage message, byte[] body, @Nullable Reason reason) {}

  private record Reason(String text, int attempts, Instant first) {}

  private Deliveries(Source source, Hands most, Consumer<Delivery> hand) {
    this.source = source;
    this.most = most;
    this.hand = hand;
    this.thread = new Thread(this::run, "sink-" + source.sink());
    thread.setDaemon(true);
  }

  /**
   * Begins at once.
   *
   * @param most that is in hand at once; of each lane, one more may wait for its predecessor
   * @param hand takes a delivery and returns at once; says its end later
   */
  static Deliveries open(Source source, Hands most, Consumer<Delivery> hand) {
    Deliveries deliveries = new Deliveries(source, most, hand);
    try {
      deliveries.hold = new Hold(source);
    } catch (ActiveMQException e) {
      if (!source.mayBeAway()) {
        throw new IllegalStateException(
            "the sink [" + source.sink() + "] cannot be given its messages: " + e.getMessage(), e);
      }
    }
    deliveries.thread.start();
    return deliveries;
  }

  private void run() {
    try {
      while (!isClosed()) {
        if (!serve() && !closing.await(pause, TimeUnit.MILLISECONDS)) {
          reopen();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      // It may have been opened after close() had lost patience: nobody else would be fed.
      end(hold);
    }
  }

  /** Returns at the end of all, or false when something broke on the way. */
  private boolean serve() throws InterruptedException {
    Hold now = hold;
    if (now == null) {
      return false;
    }
    try {
      while (!isClosed()) {
        finish(now);
        if (!isFull(now)) {
          next(now);
        }
        goesOn();
      }
      finish(now);
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      interrupted(e);
      return false;
    }
  }

  private void reopen() {
    pause = Math.min(2 * pause, source.longestPause().toMillis());
    end(hold);
    hold = null;
    try {
      hold = new Hold(source);
    } catch (ActiveMQException | RuntimeException e) {
      interrupted(e);
    }
  }

  private void end(@Nullable Hold last) {
    try {
      if (last != null) {
        last.session.close();
      }
    } catch (ActiveMQException | RuntimeException e) {
      LOG.debug("a session of the sink {} did not close cleanly: {}", source.sink(), why(e));
    }
  }

  private void interrupted(Throwable e) {
    if (isClosed()) {
      return;
    }
    interruptions.incrementAndGet();
    if (fault.isEmpty()) {
      LOG.error(
          "the sink {} gets nothing for now: {}; it is tried again", source.sink(), why(e), e);
    }
    fault =
        Optional.of(
            "the sink %s is given nothing by the journal: %s".formatted(source.sink(), why(e)));
  }

  private void goesOn() {
    if (fault.isPresent()) {
      LOG.info("the sink {} is given its messages again", source.sink());
      fault = Optional.empty();
    }
  }

  /** Only the engine's own text is known to quote no payload. */
  private static String why(Throwable e) {
    return e instanceof ActiveMQException ? e.getMessage() + "" : e.getClass().getSimpleName();
  }

  @Override
  public Optional<String> fault() {
    return fault;
  }

  @Override
  public long interruptions() {
    return interruptions.get();
  }

  private boolean isClosed() {
    return closing.getCount() == 0;
  }

  private boolean isFull(Hold now) {
    return most.areFull(now.inHand, now.bytesInHand);
  }

  /** All ends that were said; waits for one only while the hands are full. */
  private void finish(Hold now) throws ActiveMQException, InterruptedException {
    End end = isFull(now) ? now.ends.poll(LOOK_MS, TimeUnit.MILLISECONDS) : now.ends.poll();
    while (end != null) {
      now.inHand--;
      now.bytesInHand -= end.body().length;
      if (end.reason() != null) {
        now.dead.send(letter(now.session, end, end.reason()));
      }
      end.message().individualAcknowledge();
      pause = FIRST_PAUSE_MS;
      end = now.ends.poll();
    }
  }

  private static ClientMessage letter(ClientSession session, End end, Reason reason) {
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

  private void next(Hold now) throws ActiveMQException {
    if (now.ready.isEmpty()) {
      look(now);
    }
    Delivery delivery = now.ready.poll();
    if (delivery != null) {
      now.inHand++;
      now.bytesInHand += delivery.body().length;
      hand.accept(delivery);
    }
  }

  private void look(Hold now) throws ActiveMQException {
    ClientMessage message = now.messages.receive(LOOK_MS);
    if (message != null) {
      now.inVain = 0;
      now.ready.addAll(now.order.come(place(message), delivery(now, message)));
    } else if (now.order.held() > 0) {
      now.inVain++;
      if (isThatAll(now)) {
        now.ready.addAll(now.order.nothingMore());
      }
    }
  }

  private boolean isThatAll(Hold now) throws ActiveMQException {
    return source.waiting().in(now.session) <= now.inHand + now.order.held()
        || now.inVain > MOST_LOOKS;
  }

  private static Place place(ClientMessage message) {
    String orderKey = String.valueOf(message.getGroupID());
    long writer = number(message, Names.WRITER);
    return new Place(
        Lanes.of(orderKey) + 31 * Long.hashCode(writer),
        writer == Lanes.ALONE ? orderKey : writer + " " + orderKey,
        number(message, Names.NUMBER),
        number(message, Names.AFTER),
        message.isDurable());
  }

  private static long number(ClientMessage message, String name) {
    return message.getObjectProperty(name) instanceof Long number ? number : 0;
  }

  private static Delivery delivery(Hold now, ClientMessage message) throws ActiveMQException {
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
        new Saying(now.ends, message, body));
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

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Saying(BlockingQueue<End> ends, ClientMessage message, byte[] body)
      implements DeliveryEnd {
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
    closing.countDown();
    try {
      thread.join(STOP_MS);
      end(hold);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
