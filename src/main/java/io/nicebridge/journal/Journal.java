package io.nicebridge.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * What was accepted and has not yet reached every sink: a message that was appended outlives the
 * process, however that ends. In a folder of this process, or at servers that several share.
 */
public interface Journal extends Appender, AutoCloseable {
  /**
   * In a folder. Takes some 0.5 s, and longer the more is in it. Sinks of earlier get what is
   * appended from now on, also before {@link #openSink} names them again.
   *
   * @throws IllegalStateException when the folder is in use, cannot be written to, or cannot be
   *     read: one sentence that says what to do. Nothing is left running
   */
  static Journal open(JournalSettings settings) {
    return EmbeddedJournal.open(settings);
  }

  /**
   * At servers of the site. Asks them once, and opens also when none answers: until one does,
   * {@link #fault} says why and nothing can be appended.
   */
  static Journal open(JournalServers servers) {
    return ServerJournal.open(servers);
  }

  /** Whether there is a journal in a folder; an empty folder is none. */
  static boolean isIn(Path folder) {
    return Engine.isIn(folder);
  }

  /**
   * Never waits. Completes, on a thread of the journal that MUST NOT be held up, when the entry is
   * safe on disk in the queue of every sink: in all or in none. An id that is known already
   * completes too, and nothing more is stored.
   *
   * @return fails with a {@link JournalRefusal}
   */
  @Override
  CompletionStage<Void> append(Entry entry);

  /** Why nothing can be appended at present, in a sentence, where that is not how it should be. */
  Optional<String> fault();

  /** Appends that wait for the disk. */
  int pending();

  /** Bytes that the folder took, a quarter of a second ago at most; 0 where there is no folder. */
  long bytesOnDisk();

  /**
   * From now on the sink gets what is appended, and what waits for it is treated as it says. May be
   * called again, to change that.
   */
  void openSink(SinkQueue sink);

  /**
   * As {@link #openSink}, and hands it what waits for it, oldest first.
   *
   * @param most that is in hand at once
   * @param hand takes each delivery, on a thread of the sink's own, and returns at once
   * @return closes it: what is in hand and not ended stays in the queue
   */
  Feed consume(SinkQueue sink, Hands most, Consumer<Delivery> hand);

  /**
   * For a sink that is no more: it gets nothing new. What waits for it, and its dead letters, are
   * kept, and it is shown as orphaned; with nothing left it is gone.
   *
   * <p>Consumers of its queue MUST be closed before. Where another bridge has one, all stays as it
   * is.
   */
  void closeSink(String name);

  /** One of them. Cheap. */
  Optional<SinkState> sink(String name);

  /** Messages of a sink that became dead letters because they waited too long, since the start. */
  long expired(String sink);

  /** By name, orphans included. Cheap. */
  List<SinkState> sinks();

  /**
   * Keeps the facts of what came in and was no message among the dead letters of its input: the
   * first 10,000 of each, while the disk has room.
   *
   * @return completes when it is safe, or there is no room; never fails
   */
  CompletionStage<Void> reject(Rejected what);

  /** Inputs that have dead letters, by the name under which these are listed. Cheap. */
  List<SinkState> inputs();

  /**
   * Why a sink did not take a message that it will be given again: told to whoever looks at it,
   * should it become a dead letter. Text only, and never a payload.
   */
  void failed(String sink, String id, String reason);

  /**
   * The oldest first.
   *
   * @throws IllegalArgumentException for a sink that there is not
   */
  List<DeadLetter> deadLetters(String sink, int max);

  /**
   * Gives all dead letters of a sink to that sink again, as if new.
   *
   * @return how many
   */
  default int replay(String sink) {
    return replay(sink, Optional.empty());
  }

  /**
   * Gives one dead letter to its sink again.
   *
   * @return how many: 0 when there is no such letter
   */
  default int replay(String sink, String id) {
    return replay(sink, Optional.of(id));
  }

  /** One of them, or all. */
  int replay(String sink, Optional<String> id);

  /**
   * Throws the dead letters of a sink away.
   *
   * @return how many
   */
  default int purge(String sink) {
    return purge(sink, Optional.empty());
  }

  /**
   * Throws one dead letter away.
   *
   * @return how many: 0 when there is no such letter
   */
  default int purge(String sink, String id) {
    return purge(sink, Optional.of(id));
  }

  /** One of them, or all. */
  int purge(String sink, Optional<String> id);

  /** Whoever still waits for an append is told that its outcome is unknown. */
  @Override
  void close();
}
