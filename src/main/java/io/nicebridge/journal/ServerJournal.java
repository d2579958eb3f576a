package io.nicebridge.journal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQNotConnectedException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal at servers of the site, which other bridges share. One thread looks after the
 * connection: while there is none nothing is appended, and nothing is acknowledged.
 */
final class ServerJournal implements Journal {
  private static final Logger LOG = LoggerFactory.getLogger(ServerJournal.class);
  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final String AWAY = "the journal's server is away";

  private final JournalServers settings;
  private final Room room;
  private final ServerSinks sinks;
  private final ServerLetters letters;
  private final long writer = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ScheduledExecutorService beat =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "journal-server");
            thread.setDaemon(true);
            return thread;
          });
  private volatile @Nullable Connected connected;
  private volatile String why = "it was not asked yet";
  private Duration pause = BEAT;
  private long nextTry = System.nanoTime();

  /** All that ends with one connection. */
  private record Connected(ServerLink link, Appends appends, Lanes lanes, Rejections rejections) {}

  private ServerJournal(JournalServers settings) {
    this.settings = settings;
    this.room = new Room(settings.maxPending(), settings.maxPendingBytes());
    this.sinks = new ServerSinks(settings);
    this.letters = new ServerLetters(this::hold, sinks);
  }

  static Journal open(JournalServers settings) {
    ServerJournal journal = new ServerJournal(settings);
    journal.look();
    var unused =
        journal.beat.scheduleWithFixedDelay(
            journal::look, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    return journal;
  }

  /** Never throws: that would be the last beat. */
  private void look() {
    Connected now = connected;
    try {
      if (now != null) {
        sinks.look();
      } else if (nextTry <= System.nanoTime()) {
        connect();
      }
    } catch (Exception e) {
      if (now != null) {
        gone(now, e.getMessage() + "");
      } else {
        failed(e.getMessage() + "");
      }
    }
  }

  private void failed(String reason) {
    if (!reason.equals(why)) {
      LOG.error("the journal is not open: {}; it is tried again", reason);
    }
    why = reason;
    nextTry = System.nanoTime() + pause.toNanos();
    pause =
        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
  }

  private void connect() throws Exception {
    ServerLink link = ServerLink.open(settings);
    try {
      sinks.begin(link.control());
      Appends appends = new Appends(room, size -> Optional.empty(), sinks, AWAY);
      Lanes lanes = Lanes.open(link.sending(), sinks.data(), writer, cause -> lost(appends, cause));
      Rejections rejections =
          new Rejections(link.sending(), sinks::inbox, size -> Optional.empty());
      Connected next = new Connected(link, appends, lanes, rejections);
      connected = next;
      pause = BEAT;
      if (appends.isAway()) {
        gone(next, "the connection was lost");
      } else {
        LOG.info("the journal is at {}", link.server());
      }
    } catch (Exception e) {
      sinks.end();
      link.close();
      throw e;
    }
  }

  /** Said by a thread of the connection. */
  private void lost(Appends appends, ActiveMQException cause) {
    appends.end();
    try {
      beat.execute(
          () -> {
            Connected now = connected;
            if (now != null && now.appends() == appends) {
              gone(now, "the connection was lost: " + cause.getMessage());
            }
          });
    } catch (RejectedExecutionException e) {
      // It is closed.
    }
  }

  private void gone(Connected last, String reason) {
    connected = null;
    why = "%s: %s".formatted(last.link().server(), reason);
    nextTry = System.nanoTime();
    sinks.end();
    last.appends().end();
    last.link().close();
    if (!closed.get()) {
      LOG.warn("the journal's server is away: {}; data is refused until it is back", why);
    }
  }

  @Override
  public CompletionStage<Void> append(Entry entry) {
    Connected now = connected;
    return now == null
        ? CompletableFuture.failedFuture(
            new JournalRefusal(JournalRefusal.Kind.AWAY, AWAY + ": nothing was stored"))
        : now.appends().add(entry, now.lanes());
  }

  @Override
  public Optional<String> fault() {
    Connected now = connected;
    return (now != null && !now.appends().isAway()) || closed.get()
        ? Optional.empty()
        : Optional.of("the journal's server is away: " + why + "; it is tried again");
  }

  @Override
  public int pending() {
    return room.taken();
  }

  @Override
  public long bytesOnDisk() {
    return 0;
  }

  @Override
  public void openSink(SinkQueue sink) {
    sinks.open(sink);
  }

  @Override
  public Feed consume(SinkQueue sink, Hands most, Consumer<Delivery> hand) {
    openSink(sink);
    String queue = sinks.queue(sink.name());
    return Deliveries.open(
        new Source(
            sink.name(),
            this::hold,
            queue,
            sinks.dead(sink.name()),
            session -> session.queueQuery(SimpleString.of(queue)).getMessageCount(),
            BEAT,
            true),
        most,
        hand);
  }

  private ClientSession hold() throws ActiveMQException {
    Connected now = connected;
    if (now == null) {
      throw new ActiveMQNotConnectedException(AWAY);
    }
    return now.link().holding().open();
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
    return sinks.expired(sink);
  }

  @Override
  public List<SinkState> sinks() {
    return sinks.all();
  }

  @Override
  public CompletionStage<Void> reject(Rejected what) {
    Connected now = connected;
    if (now == null) {
      return CompletableFuture.completedFuture(null);
    }
    if (sinks.hasInbox(what.name())) {
      return now.rejections().add(what);
    }
    try {
      return CompletableFuture.runAsync(() -> makeInbox(what.name()), beat)
          .thenCompose(made -> now.rejections().add(what));
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(null);
    }
  }

  private void makeInbox(String input) {
    try {
      sinks.makeInbox(input);
    } catch (Exception e) {
      LOG.warn("the input {} has no place for its dead letters: {}", input, e.getMessage());
    }
  }

  @Override
  public List<SinkState> inputs() {
    return sinks.inputs();
  }

  @Override
  public void failed(String sink, String id, String reason) {
    // The server writes no reason on what expires.
  }

  @Override
  public List<DeadLetter> deadLetters(String sink, int max) {
    return letters.list(sink, max);
  }

  @Override
  public int replay(String sink, Optional<String> id) {
    return letters.replay(sink, id);
  }

  @Override
  public int purge(String sink, Optional<String> id) {
    return letters.purge(sink, id);
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    beat.shutdownNow();
    Connected last = connected;
    if (last != null) {
      gone(last, "closed");
    }
  }
}
