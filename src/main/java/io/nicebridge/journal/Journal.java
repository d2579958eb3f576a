package io.nicebridge.journal;

import io.nicebridge.folder.DiskBudget;
import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/**
 * What was accepted and has not yet reached every sink. Kept on disk: a message that was appended
 * outlives the process, however that ends.
 */
public final class Journal implements Appender, AutoCloseable {
  private static final int CONNECTIONS = 4;

  private final FolderLock lock;
  private final DiskBudget disk;
  private final Engine engine;
  private final Failures failures;
  private final Sinks sinks;
  private final DeadLetters deadLetters;
  private final Appends appends;
  private final Lanes lanes;
  private final Rejections rejections;
  private final Readers readers;
  private final JmsPoolConnectionFactory connections;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Journal(
      JournalSettings settings,
      FolderLock lock,
      DiskBudget disk,
      Engine engine,
      Failures failures) {
    this.lock = lock;
    this.disk = disk;
    this.engine = engine;
    this.failures = failures;
    this.sinks = new Sinks(engine.server(), Engine.everywhere(settings));
    this.deadLetters = new DeadLetters(engine.server(), sinks);
    this.appends =
        new Appends(new Room(settings.maxPending(), settings.maxPendingBytes()), disk, sinks);
    this.lanes = Lanes.open(engine.appending(), appends::end);
    this.rejections = new Rejections(lanes.factory(), sinks, disk);
    this.readers = Readers.open(engine.locator());
    this.connections = new JmsPoolConnectionFactory();
    connections.setConnectionFactory(new ActiveMQConnectionFactory(engine.locator()));
    connections.setMaxConnections(CONNECTIONS);
  }

  /**
   * Takes some 0.5 s, and longer the more is in it. Sinks of earlier get what is appended from now
   * on, also before {@link #openSink} names them again.
   *
   * @throws IllegalStateException when the folder is in use, cannot be written to, or cannot be
   *     read: one sentence that says what to do. Nothing is left running
   */
  public static Journal open(JournalSettings settings) {
    FolderLock lock = FolderLock.of(settings.folder());
    DiskBudget disk =
        new DiskBudget(
            settings.folder(), settings.maxDisk(), settings.minDiskFree(), "journal-disk");
    Failures failures = new Failures();
    try {
      Engine engine = Engine.start(settings, failures);
      try {
        Journal journal = new Journal(settings, lock, disk, engine, failures);
        disk.start();
        return journal;
      } catch (RuntimeException e) {
        engine.close();
        throw e;
      }
    } catch (RuntimeException e) {
      disk.close();
      lock.close();
      throw e;
    }
  }

  /** Whether there is a journal in a folder; an empty folder is none. */
  public static boolean isIn(Path folder) {
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
  public CompletionStage<Void> append(Entry entry) {
    return appends.add(entry, lanes);
  }

  /** Why nothing can be appended any more, in a sentence, where that is not how it should be. */
  public Optional<String> fault() {
    return appends.isAway() && !closed.get()
        ? Optional.of(
            "the journal's engine has stopped, as after a failure of its disk; what it holds is"
                + " kept, and a restart goes on with it")
        : Optional.empty();
  }

  /** Appends that wait for the disk. */
  public int pending() {
    return appends.waiting();
  }

  /** Bytes that the folder took, a quarter of a second ago at most. */
  public long bytesOnDisk() {
    return disk.taken();
  }

  /**
   * From now on the sink gets what is appended, and what waits for it is treated as it says. May be
   * called again, to change that.
   */
  public void openSink(SinkQueue sink) {
    sinks.open(sink);
  }

  /**
   * As {@link #openSink}, and hands it what waits for it, oldest first.
   *
   * @param most that is in hand at once
   * @param hand takes each delivery, on a thread of the sink's own, and returns at once
   * @return closes it: what is in hand and not ended stays in the queue
   */
  public Feed consume(SinkQueue sink, Hands most, Consumer<Delivery> hand) {
    openSink(sink);
    return Deliveries.open(readers.factory(), sink, () -> sinks.queued(sink.name()), most, hand);
  }

  /**
   * For a sink that is no more: it gets nothing new. What waits for it, and its dead letters, are
   * kept, and it is shown as orphaned; with nothing left it is gone.
   *
   * <p>Consumers of its queue MUST be closed before.
   */
  public void closeSink(String name) {
    sinks.close(name);
  }

  /** One of them. Cheap. */
  public Optional<SinkState> sink(String name) {
    return sinks.state(name);
  }

  /** Messages of a sink that became dead letters because they waited too long, since the start. */
  public long expired(String sink) {
    return failures.expiries(sink);
  }

  /** By name, orphans included. Cheap. */
  public List<SinkState> sinks() {
    return sinks.all();
  }

  /**
   * Keeps the facts of what came in and was no message among the dead letters of its input: the
   * first 10,000 of each, while the disk has room.
   *
   * @return completes when it is safe, or there is no room; never fails
   */
  public CompletionStage<Void> reject(Rejected what) {
    return rejections.add(what);
  }

  /** Inputs that have dead letters, by the name under which these are listed. Cheap. */
  public List<SinkState> inputs() {
    return sinks.inputs();
  }

  /**
   * Why a sink did not take a message that it will be given again: told to whoever looks at it,
   * should it become a dead letter. Text only, and never a payload.
   */
  public void failed(String sink, String id, String reason) {
    failures.note(sink, id, reason, System.currentTimeMillis());
  }

  /**
   * The oldest first.
   *
   * @throws IllegalArgumentException for a sink that there is not
   */
  public List<DeadLetter> deadLetters(String sink, int max) {
    return deadLetters.list(sink, max);
  }

  /**
   * Gives all dead letters of a sink to that sink again, as if new.
   *
   * @return how many
   */
  public int replay(String sink) {
    return deadLetters.replay(sink, Optional.empty());
  }

  /**
   * Gives one dead letter to its sink again.
   *
   * @return how many: 0 when there is no such letter
   */
  public int replay(String sink, String id) {
    return deadLetters.replay(sink, Optional.of(id));
  }

  /**
   * Throws the dead letters of a sink away.
   *
   * @return how many
   */
  public int purge(String sink) {
    return deadLetters.purge(sink, Optional.empty());
  }

  /**
   * Throws one dead letter away.
   *
   * @return how many: 0 when there is no such letter
   */
  public int purge(String sink, String id) {
    return deadLetters.purge(sink, Optional.of(id));
  }

  /** Pooled; for routes that consume from {@link SinkQueue#queue}. Closed with the journal. */
  public ConnectionFactory connectionFactory() {
    return connections;
  }

  /** Whoever still waits for an append is told that its outcome is unknown. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    appends.end();
    connections.stop();
    readers.close();
    lanes.close();
    engine.close();
    disk.close();
    lock.close();
  }
}
