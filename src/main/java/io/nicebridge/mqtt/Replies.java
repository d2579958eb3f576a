package io.nicebridge.mqtt;

import io.nicebridge.message.AnswerKey;
import io.nicebridge.message.CommandKey;
import io.nicebridge.message.LaneKey;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.Refusal.Kind;
import io.nicebridge.message.ReplyHead;
import io.nicebridge.mqtt.ControlMetrics.Dropped;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings each response to the request it answers, or drops it.
 *
 * <p>A response that carries Correlation Data belongs to the request with that data, and to no
 * other. One without, from a device that speaks MQTT 3.1.1, belongs to the request with its
 * EndPointIDs and ReplyID (NICE 0.9 section 4.1.2 says they are the request's; devices in the field
 * swap them). A sealed one, of an edition without CommandIDs, belongs to the request with its
 * EndPointIDs and the command of the topic that it came on. What fits no request, or more than one,
 * those that have just ended included, is dropped: a late reply is normal weather.
 */
final class Replies {
  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);
  private static final Optional<EndedRequests.How> JUST_NOW =
      Optional.of(EndedRequests.How.UNANSWERED);

  private final PendingRequests pending;
  private final Copies copies;
  private final ControlMetrics metrics;

  Replies(PendingRequests pending, Copies copies, ControlMetrics metrics) {
    this.pending = pending;
    this.copies = copies;
    this.metrics = metrics;
  }

  void arrived(Arrival arrival) {
    if (arrival.retained()) {
      drop(arrival, Dropped.RETAINED);
    } else if (copies.isCopy(arrival)) {
      drop(arrival, Dropped.COPY);
    } else {
      // Some clients send an empty property where they mean none.
      arrival
          .correlationData()
          .filter(ByteBuffer::hasRemaining)
          .ifPresentOrElse(data -> correlated(arrival, data), () -> named(arrival));
    }
  }

  private void correlated(Arrival arrival, ByteBuffer data) {
    CorrelationId.of(data.slice())
        .ifPresentOrElse(
            correlation -> correlated(arrival, correlation), () -> drop(arrival, Dropped.FOREIGN));
  }

  private void correlated(Arrival arrival, CorrelationId correlation) {
    Optional<PendingRequest> request = pending.find(correlation);
    if (request.isEmpty()) {
      drop(arrival, pending.ended().how(correlation));
    } else if (!finish(request.get(), arrival)) {
      // It ended while we looked; who ended it may not have written it down yet.
      drop(arrival, pending.ended().how(correlation).or(() -> JUST_NOW));
    }
  }

  private boolean finish(PendingRequest request, Arrival arrival) {
    try {
      ReplyHead head = ReplyHead.read(arrival.body());
      if (isEcho(request, head, arrival)) {
        drop(arrival, Dropped.FOREIGN);
        return true;
      }
      requireReadable(request, head);
      return pending.answer(request, new Reply(arrival.body(), head));
    } catch (Refusal unreadable) {
      if (request.print().isOf(arrival.body())) {
        drop(arrival, Dropped.FOREIGN);
        return true;
      }
      metrics.drop(Dropped.MALFORMED);
      return pending.end(request, badAnswer(request, unreadable));
    }
  }

  /** A sealed message does not say that it is a request: ours may have come back. */
  private static boolean isEcho(PendingRequest request, ReplyHead head, Arrival arrival) {
    return head.edition().isSealed() && request.print().isOf(arrival.body());
  }

  /** Its caller asked in an edition that knows nothing of this one. */
  private static void requireReadable(PendingRequest request, ReplyHead head) {
    if (!request.edition().takes(head.edition())) {
      throw new Refusal(
          Kind.BAD_ANSWER,
          "it is of NICE %s, the request was of %s".formatted(head.edition(), request.edition()));
    }
  }

  private static Refusal badAnswer(PendingRequest request, Refusal unreadable) {
    return new Refusal(
        Kind.BAD_ANSWER,
        "the device answered "
            + request.key().named()
            + " with something that is no NICE response: "
            + unreadable.sentence());
  }

  private void named(Arrival arrival) {
    ReplyHead head;
    try {
      head = ReplyHead.read(arrival.body());
    } catch (Refusal unreadable) {
      drop(arrival, Dropped.MALFORMED);
      return;
    }
    key(head, arrival)
        .ifPresentOrElse(key -> named(arrival, head, key), () -> drop(arrival, Dropped.FOREIGN));
  }

  private void named(Arrival arrival, ReplyHead head, AnswerKey key) {
    Namesakes.Claim claim =
        pending.claim(
            key,
            request -> request.edition().takes(head.edition()) && !isEcho(request, head, arrival));
    if (claim.request().isEmpty()) {
      drop(arrival, claim.otherwise());
    } else if (!pending.answer(claim.request().get(), new Reply(arrival.body(), head))) {
      drop(arrival, Dropped.LATE); // It has ended since.
    }
  }

  /** What the request that it answers has in common with it, the EndPointIDs in either order. */
  private static Optional<? extends AnswerKey> key(ReplyHead head, Arrival arrival) {
    if (head.edition().isSealed()) {
      return LaneKey.ofResponse(arrival.body(), head.edition(), arrival.topic());
    }
    if (head.replyId().isEmpty() || head.source().isEmpty() || head.destination().isEmpty()) {
      return Optional.empty();
    }
    long id = head.replyId().getAsLong();
    return Optional.of(new CommandKey(head.source().get(), head.destination().get(), id));
  }

  private void drop(Arrival arrival, Optional<EndedRequests.How> how) {
    drop(
        arrival,
        how.map(h -> h == EndedRequests.How.ANSWERED ? Dropped.DUPLICATE : Dropped.LATE)
            .orElse(Dropped.FOREIGN));
  }

  private void drop(Arrival arrival, Dropped why) {
    metrics.drop(why);
    LOG.debug("dropped a response of {} bytes: {}", arrival.body().length, why);
  }
}
