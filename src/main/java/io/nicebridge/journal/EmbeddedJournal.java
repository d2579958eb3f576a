package io.nicebridge.journal;

import io.nicebridge.folder.DiskBudget;
import jakarta.jms.ConnectionFactory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** The journal in a folder, by an engine in this process. */
final class EmbeddedJournal implements Journal {
  private static final int CONNECTIONS = 4;

  private static final String AWAY = "the journal is closed, or its engine has stopped";

  private final FolderLock lock;
  private final DiskBudget disk;
  private final Engine engine;
  private final Failures failures;
  private final Sinks sinks;
  private final DeadLetters deadLetters;
  private final Appends appends;
  private final ServerLocator appending;
  private final ServerLocator reading;
  private final Sessions readers;
  private final Lanes lanes;
  private final Rejections rejections;
  private final JmsPoolConnectionFactory connections;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedJournal(
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
        new Appends(
            new Room(settings.maxPending(), settings.maxPendingBytes()), disk::take, sinks, AWAY);
    this.appending = engine.appending();
    this.reading = engine.locator();
    Sessions writers = sessions(appending);
    this.readers = sessions(reading);
    this.lanes = Lanes.open(writers, Names.DATA, Lanes.ALONE, why -> appends.end());
    this.rejections = new Rejections(writers, sinks::inbox, disk::take);
    this.connections = new JmsPoolConnectionFactory();
    connections.setConnectionFactory(new ActiveMQConnectionFactory(engine.locator()));
    connections.setMaxConnections(CONNECTIONS);
  }

  /** By one connection, that ends with the locator. */
  private static Sessions sessions(ServerLocator locator) {
    try {
      ClientSessionFactory factory = locator.createSessionFactory();
      return () -> factory.createSession(true, true, 0);
    } catch (Exception e) {
      locator.close();
      throw new IllegalStateException("the journal cannot be connected to", e);
    }
  }

  static Journal open(JournalSettings settings) {
    FolderLock lock = FolderLock.of(settings.folder());
    DiskBudget disk =
        new DiskBudget(
            settings.folder(), settings.maxDisk(), settings.minDiskFree(), "journal-disk");
    Failures failures = new Failures();
    try {
      Engine engine = Engine.start(settings, failures);
      try {
        EmbeddedJournal journal = new EmbeddedJournal(settings, lock, disk, engine, failures);
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

  @Override
  public CompletionStage<Void> append(Entry entry) {
    return appends.add(entry, lanes);
  }

  @Override
  public Optional<String> fault() {
    return appends.isAway() && !closed.get()
        ? Optional.of(
            "the journal's engine has stopped, as after a failure of its disk; what it holds is"
                + " kept, and a restart goes on with it")
        : Optional.empty();
  }

  @Override
  public int pending() {
    return appends.waiting();
  }

  @Override
  public long bytesOnDisk() {
    return disk.taken();
  }

  @Override
  public void openSink(SinkQueue sink) {
    sinks.open(sink);
  }

  @Override
  public Feed consume(SinkQueue sink, Hands most, Consumer<Delivery> hand) {
    openSink(sink);
    return Deliveries.open(
        new Source(sink.name(), readers, sink.queue(), sink.deadLetters(), queued(sink.name())),
        most,
        hand);
  }

  private Source.Waiting queued(String sink) {
    return session -> sinks.queued(sink);
  }

  @Override
  public void closeSink(String name) {
    sinks.close(name);
  }

  @Override
  public Optional<SinkState> sink(String name) {
    return sinks.state(name);
  }

  @Override
  public long expired(String sink) {
    return failures.expiries(sink);
  }

  @Override
  public List<SinkState> sinks() {
    return sinks.all();
  }

  @Override
  public CompletionStage<Void> reject(Rejected what) {
    return rejections.add(what);
  }

  @Override
  public List<SinkState> inputs() {
    return sinks.inputs();
  }

  @Override
  public void failed(String sink, String id, String reason) {
    failures.note(sink, id, reason, System.currentTimeMillis());
  }

  @Override
  public List<DeadLetter> deadLetters(String sink, int max) {
    return deadLetters.list(sink, max);
  }

  @Override
  public int replay(String sink, Optional<String> id) {
    return deadLetters.replay(sink, id);
  }

  @Override
  public int purge(String sink, Optional<String> id) {
    return deadLetters.purge(sink, id);
  }

  /** Pooled; for whoever consumes from {@link SinkQueue#queue}. Closed with the journal. */
  ConnectionFactory connectionFactory() {
    return connections;
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    appends.end();
    connections.stop();
    reading.close();
    appending.close();
    engine.close();
    disk.close();
    lock.close();
  }
}
