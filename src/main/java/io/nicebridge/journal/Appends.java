package io.nicebridge.journal;

import io.nicebridge.journal.JournalRefusal.Kind;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.LongFunction;
import org.apache.activemq.artemis.api.core.ActiveMQAddressFullException;
import org.apache.activemq.artemis.api.core.ActiveMQDuplicateIdException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.client.SendAcknowledgementHandler;

/**
 * What is on its way to the disk. Each ends exactly once: stored or refused. A repeat of what is on
 * its way shares its end: the engine would call it known before it is safe.
 */
final class Appends {
  /** What is stored once; what need not be kept is not, and must not answer for what must. */
  private record Key(String id, boolean durable) {}

  private final ConcurrentHashMap<Key, CompletableFuture<Void>> pending = new ConcurrentHashMap<>();
  private final Room room;
  private final LongFunction<Optional<String>> disk;
  private final IntSupplier copies;
  private final String whyAway;
  private volatile boolean away;

  /**
   * @param disk takes room for so many bytes, or says why there is none
   * @param copies how many times a message is written
   * @param whyAway what is so when it has ended
   */
  Appends(Room room, LongFunction<Optional<String>> disk, IntSupplier copies, String whyAway) {
    this.room = room;
    this.disk = disk;
    this.copies = copies;
    this.whyAway = whyAway;
  }

  CompletionStage<Void> add(Entry entry, Lanes lanes) {
    int size = entry.body().length;
    if (away) {
      return CompletableFuture.failedFuture(away());
    }
    if (!room.take(size)) {
      return CompletableFuture.failedFuture(
          new JournalRefusal(
              Kind.OVERLOADED,
              "as many messages wait for the journal's disk as may; nothing was stored"));
    }
    CompletableFuture<Void> fresh = new CompletableFuture<>();
    Key key = new Key(entry.id(), entry.durable());
    CompletableFuture<Void> earlier = pending.putIfAbsent(key, fresh);
    if (earlier != null) {
      room.give(size);
      return earlier.minimalCompletionStage();
    }
    var unused =
        fresh.whenComplete(
            (stored, refused) -> {
              pending.remove(key, fresh);
              room.give(size);
            });
    send(entry, lanes, fresh);
    if (away) {
      fresh.completeExceptionally(away()); // end() may have looked before we were there.
    }
    return fresh.minimalCompletionStage();
  }

  private void send(Entry entry, Lanes lanes, CompletableFuture<Void> end) {
    Optional<String> full = disk.apply((long) entry.body().length * Math.max(1, copies.getAsInt()));
    if (full.isPresent()) {
      end.completeExceptionally(full(full.get()));
      return;
    }
    try {
      lanes.send(entry, new Handler(this, end));
    } catch (ActiveMQException | RuntimeException e) {
      end.completeExceptionally(refusal(e));
    }
  }

  private record Handler(Appends appends, CompletableFuture<Void> end)
      implements SendAcknowledgementHandler {
    @Override
    public void sendAcknowledged(Message message) {
      end.complete(null);
    }

    @Override
    public void sendFailed(Message message, Exception e) {
      // A sink remembers longer than the door: then all of them had it, long ago.
      if (e instanceof ActiveMQDuplicateIdException) {
        end.complete(null);
      } else {
        end.completeExceptionally(appends.refusal(e));
      }
    }
  }

  private static JournalRefusal full(String why) {
    return new JournalRefusal(Kind.FULL, "the journal is full: it " + why + "; nothing was stored");
  }

  private JournalRefusal refusal(Exception e) {
    return e instanceof ActiveMQAddressFullException
        ? new JournalRefusal(
            Kind.FULL, "the journal is full: the engine takes no more; nothing was stored")
        : away();
  }

  private JournalRefusal away() {
    return new JournalRefusal(Kind.AWAY, whyAway + "; it may or may not be stored");
  }

  /** True when the engine takes nothing any more. */
  boolean isAway() {
    return away;
  }

  int waiting() {
    return room.taken();
  }

  /** Answers everyone who waits; from now on nobody can. */
  void end() {
    away = true;
    pending.values().forEach(end -> end.completeExceptionally(away()));
  }
}
