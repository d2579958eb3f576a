package io.nicebridge.step;

import io.nicebridge.device.VirtualDevice;
import io.nicebridge.id.DataPath;
import io.nicebridge.id.EndPointId;
import io.nicebridge.journal.Appender;
import io.nicebridge.journal.Entry;
import io.nicebridge.journal.JournalRefusal;
import io.nicebridge.message.Causes;
import io.nicebridge.message.Envelope;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.ReplyHead;
import io.nicebridge.sink.DataDesk;
import io.nicebridge.token.AccessToken;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.camel.Exchange;

/**
 * Step {@code keep-data}: a SceneMark or a section of SceneData goes into the journal, for every
 * sink; the exchange goes on when it is safe there. Who waits for an answer is then told 200: it
 * will reach them all.
 */
final class KeepData extends AsyncStep {
  private static final String SENTENCE = "kept for every sink";

  private final DataDesk desk;
  private final Function<EndPointId, Optional<VirtualDevice>> virtual;
  private final OwnAnswers answers;

  KeepData(
      DataDesk desk, Function<EndPointId, Optional<VirtualDevice>> virtual, OwnAnswers answers) {
    this.desk = desk;
    this.virtual = virtual;
    this.answers = answers;
  }

  @Override
  CompletionStage<?> begin(Exchange exchange) {
    if (!(Facts.path(exchange) instanceof DataPath path)) {
      throw new IllegalStateException("keep-data is for paths of the Data interface");
    }
    Appender journal = desk.wanted().orElseThrow(KeepData::unwanted);
    byte[] body = Facts.must(exchange, Facts.BODY, byte[].class);
    if (body.length > Entry.MAX_BODY) {
      throw tooLarge(body.length);
    }
    Data data =
        Data.of(path, body, sender(exchange))
            .of(virtual.apply(path.endPointId()).flatMap(VirtualDevice::account));
    boolean durable = Facts.known(exchange, Facts.DURABLE, Boolean.class).orElse(true);
    CompletionStage<Void> kept =
        journal
            .append(data.entry(durable))
            .exceptionally(KeepData::refuse)
            .thenAccept(stored -> mustStillBeWanted());
    return Facts.known(exchange, Facts.REQUEST, Envelope.class)
        .<CompletionStage<?>>map(
            request ->
                kept.thenCompose(done -> answers.good(request, path, SENTENCE))
                    .thenAccept(said -> Facts.reply(exchange, ReplyHead.read(said), said)))
        .orElse(kept);
  }

  /** Where the message itself does not say: whoever's token it came with, else its topic. */
  private static String sender(Exchange exchange) {
    return Facts.known(exchange, Facts.TOKEN, AccessToken.class)
        .map(AccessToken::subject)
        .orElseGet(() -> Facts.path(exchange).topic());
  }

  /** The last sink may have gone while it was appended: then it was stored for nobody. */
  private void mustStillBeWanted() {
    if (desk.wanted().isEmpty()) {
      throw unwanted();
    }
  }

  private static Refusal unwanted() {
    return new Refusal(
        Refusal.Kind.NOT_BRIDGEABLE, "nobody here wants data: no route of this bridge is a sink");
  }

  private static Refusal tooLarge(int length) {
    return new Refusal(
        Refusal.Kind.TOO_LARGE,
        "the data of [%d] bytes must be at most %d bytes, to be kept"
            .formatted(length, Entry.MAX_BODY));
  }

  private static Void refuse(Throwable failure) {
    Throwable cause = Causes.of(failure);
    if (cause instanceof JournalRefusal refusal) {
      throw new Refusal(kind(refusal), refusal.getMessage() + "");
    }
    throw new CompletionException(cause);
  }

  private static Refusal.Kind kind(JournalRefusal refusal) {
    return switch (refusal.kind()) {
      case FULL -> Refusal.Kind.JOURNAL_FULL;
      case OVERLOADED -> Refusal.Kind.OVERLOADED;
      case AWAY -> Refusal.Kind.CLOSING;
    };
  }
}
