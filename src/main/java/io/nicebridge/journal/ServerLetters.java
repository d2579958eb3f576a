package io.nicebridge.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;

/** The dead letters at a server: as {@link DeadLetters}, by its management. */
final class ServerLetters {
  /** Messages of one transaction. */
  private static final int BATCH = 100;

  /** Milliseconds that moving very many may take. */
  private static final long PATIENCE = 120_000;

  private final Sessions sessions;
  private final ServerSinks sinks;

  ServerLetters(Sessions sessions, ServerSinks sinks) {
    this.sessions = sessions;
    this.sinks = sinks;
  }

  /** The oldest first. */
  List<DeadLetter> list(String sink, int max) {
    try (ClientSession session = sessions.open()) {
      mustBe(session, sink);
      session.start();
      List<DeadLetter> letters = new ArrayList<>();
      try (ClientConsumer all = session.createConsumer(sinks.dead(sink), null, true)) {
        ClientMessage next;
        while (letters.size() < max && (next = all.receiveImmediate()) != null) {
          letters.add(letter(next));
        }
      }
      return List.copyOf(letters);
    } catch (ActiveMQException e) {
      throw failed("listed", sink, e);
    }
  }

  /** What the server let expire itself has no certificate of ours. */
  private static DeadLetter letter(ClientMessage message) {
    DeadLetter letter = DeadLetters.letter(message);
    return letter.reason().isEmpty()
            && message.getObjectProperty(Message.HDR_ACTUAL_EXPIRY_TIME) instanceof Long at
        ? new DeadLetter(
            letter.id(),
            letter.headers(),
            Optional.of("expired"),
            letter.attempts(),
            letter.appended(),
            letter.firstFailed(),
            Optional.of(Instant.ofEpochMilli(at)),
            letter.bytes())
        : letter;
  }

  int replay(String sink, Optional<String> id) {
    return move(
        sink,
        control ->
            control.ofQueue(
                sinks.dead(sink), "moveMessages", BATCH, filter(id), sinks.queue(sink), false));
  }

  int purge(String sink, Optional<String> id) {
    return move(
        sink, control -> control.ofQueue(sinks.dead(sink), "removeMessages", BATCH, filter(id)));
  }

  private interface Move {
    Object by(Control control) throws Exception;
  }

  private int move(String sink, Move how) {
    try (Control control = new Control(sessions, PATIENCE)) {
      mustBe(control.session(), sink);
      return ((Number) how.by(control)).intValue();
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (Exception e) {
      throw failed("moved", sink, e);
    }
  }

  private void mustBe(ClientSession session, String sink) throws ActiveMQException {
    if (!session.queueQuery(SimpleString.of(sinks.dead(sink))).isExists()) {
      throw new IllegalArgumentException("there is no sink [" + sink + "] in the journal");
    }
  }

  private static String filter(Optional<String> id) {
    return id.map(Names::isId).orElse("");
  }

  private static IllegalStateException failed(String what, String sink, Exception e) {
    return new IllegalStateException(
        "the dead letters of the sink [%s] could not be %s: %s"
            .formatted(sink, what, e.getMessage()),
        e);
  }
}
