package io.nicebridge.journal;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.SendAcknowledgementHandler;
import org.apache.activemq.artemis.api.core.client.SessionFailureListener;

/** One session that appends: what goes through it stays in order. */
final class Lane {
  /** A million entries each millisecond do not reach the numbers of the next start. */
  private static final int NUMBER_BITS = 20;

  /** Order keys whose last entry is known; one that was forgotten begins anew. */
  private static final int MOST_KEYS = 2_000;

  private final ClientSession session;
  private final ClientProducer producer;
  private final long writer;
  private final LastNumbers last = new LastNumbers(MOST_KEYS);

  /** Of the last entry. Begins above those of earlier starts, if the clock was not set back. */
  private long number = System.currentTimeMillis() << NUMBER_BITS;

  /**
   * @param gone told when the session ends by itself
   */
  Lane(Sessions sessions, String address, long writer, Consumer<ActiveMQException> gone)
      throws ActiveMQException {
    this.writer = writer;
    session = sessions.open();
    session.addFailureListener(new Failure(gone));
    producer = session.createProducer(address);
  }

  private record Failure(Consumer<ActiveMQException> gone) implements SessionFailureListener {
    @Override
    public void connectionFailed(ActiveMQException exception, boolean failedOver) {
      gone.accept(exception);
    }

    @Override
    public void connectionFailed(ActiveMQException e, boolean failedOver, String target) {
      gone.accept(e);
    }

    @Override
    public void beforeReconnect(ActiveMQException exception) {
      // It does not reconnect.
    }
  }

  synchronized void send(Entry entry, SendAcknowledgementHandler handler) throws ActiveMQException {
    ClientMessage message = message(entry);
    message.putLongProperty(Names.NUMBER, ++number);
    message.putLongProperty(Names.AFTER, last.of(entry.orderKey()));
    if (writer != Lanes.ALONE) {
      message.putLongProperty(Names.WRITER, writer);
    }
    producer.send(message, handler);
    last.note(entry.orderKey(), number);
  }

  private ClientMessage message(Entry entry) {
    ClientMessage message = session.createMessage(Message.BYTES_TYPE, entry.durable());
    long now = System.currentTimeMillis();
    message.setTimestamp(now);
    for (Map.Entry<String, String> header : entry.headers().entrySet()) {
      message.putStringProperty(header.getKey(), header.getValue());
    }
    message.putStringProperty(Names.ID, entry.id());
    message.putLongProperty(Names.APPENDED, now);
    message.setGroupID(entry.orderKey());
    if (entry.durable()) {
      message.putStringProperty(Message.HDR_DUPLICATE_DETECTION_ID, SimpleString.of(entry.id()));
    }
    message.getBodyBuffer().writeBytes(entry.body());
    return message;
  }
}
