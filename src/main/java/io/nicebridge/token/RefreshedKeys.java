package io.nicebridge.token;

import com.github.benmanes.caffeine.cache.Ticker;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JWK set in use, fetched in the background. A refresh that fails, or that brings nothing to
 * verify with, keeps the last good set for as long as it takes: an issuer that is down must not
 * take the bridge with it. At most one fetch is under way, whoever asked for it.
 */
public final class RefreshedKeys implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RefreshedKeys.class);
  private static final Duration BEAT = Duration.ofSeconds(1);

  /** After a failure: soon enough for a start beside a slow issuer, too seldom to hurt one. */
  static final Duration RETRY = Duration.ofSeconds(10);

  /** Unknown kids are free to invent; what they make the bridge do is not. */
  static final Duration UNKNOWN_KEY_PAUSE = Duration.ofMinutes(1);

  private final KeySource source;
  private final Duration refresh;
  private final Ticker ticker; // monotonic: a clock that is set must not stop refreshing
  private final Executor background;
  private final Runnable stop;
  private final LongAdder refreshes = new LongAdder();
  private final LongAdder failures = new LongAdder();

  private volatile @Nullable KeySet current;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private @Nullable CompletableFuture<Void> pending;

  @GuardedBy("lock")
  private @Nullable String lastError;

  @GuardedBy("lock")
  private boolean reported;

  @GuardedBy("lock")
  private long fetchedAt;

  @GuardedBy("lock")
  private long dueAt;

  @GuardedBy("lock")
  private long unknownKeyAllowedAt;

  RefreshedKeys(
      KeySource source, Duration refresh, Ticker ticker, Executor background, Runnable stop) {
    if (refresh.compareTo(BEAT) < 0) {
      throw new IllegalArgumentException(
          "key refresh [" + refresh + "] must be 1 second or longer");
    }
    this.source = source;
    this.refresh = refresh;
    this.ticker = ticker;
    this.background = background;
    this.stop = stop;
    this.dueAt = ticker.read();
    this.unknownKeyAllowedAt = ticker.read();
  }

  /** Begins to fetch at once and returns without waiting: a start never hangs on an issuer. */
  public static RefreshedKeys start(KeySource source, Duration refresh) {
    Heartbeat heartbeat = new Heartbeat("token-keys");
    RefreshedKeys keys =
        new RefreshedKeys(source, refresh, Ticker.systemTicker(), heartbeat, heartbeat::close);
    keys.refreshNow();
    heartbeat.every(BEAT, keys::beat);
    return keys;
  }

  Optional<KeySet> current() {
    return Optional.ofNullable(current);
  }

  /** The fetch under way, if one is. */
  Optional<CompletableFuture<Void>> pending() {
    synchronized (lock) {
      return Optional.ofNullable(pending);
    }
  }

  /** The fetch to wait for because of an unknown kid; empty when this minute has had its one. */
  Optional<CompletableFuture<Void>> refreshForUnknownKey() {
    synchronized (lock) {
      if (pending != null) {
        return Optional.of(pending);
      }
      if (ticker.read() - unknownKeyAllowedAt < 0) {
        return Optional.empty();
      }
      unknownKeyAllowedAt = ticker.read() + UNKNOWN_KEY_PAUSE.toNanos();
      return Optional.of(fetched());
    }
  }

  /** Fetches when it is time to, or when the source is seen to have changed. */
  void beat() {
    boolean due;
    synchronized (lock) {
      due = ticker.read() - dueAt >= 0;
    }
    if (due || source.changed()) {
      refreshNow();
    }
  }

  void refreshNow() {
    var unused = fetched();
  }

  private CompletableFuture<Void> fetched() {
    CompletableFuture<Void> begun = new CompletableFuture<>();
    synchronized (lock) {
      if (pending != null) {
        return pending;
      }
      pending = begun;
    }
    try {
      background.execute(this::fetch);
    } catch (RejectedExecutionException e) {
      settled("is no longer refreshed, the bridge is closing");
    }
    return begun;
  }

  private void fetch() {
    refreshes.increment();
    try {
      var unused = source.fetch().whenComplete(this::arrived);
    } catch (RuntimeException e) {
      settled(sentence(e));
    }
  }

  private void arrived(byte @Nullable [] json, @Nullable Throwable failure) {
    if (json == null) {
      settled(sentence(failure));
      return;
    }
    try {
      KeySet fetched = KeySet.parse(json);
      current = fetched;
      synchronized (lock) {
        fetchedAt = ticker.read();
      }
      settled(null);
    } catch (RuntimeException e) {
      settled(sentence(e));
    }
  }

  private void settled(@Nullable String error) {
    CompletableFuture<Void> done;
    boolean news;
    synchronized (lock) {
      news = !reported || (error == null) != (lastError == null);
      reported = true;
      lastError = error;
      Duration pause = error == null || refresh.compareTo(RETRY) < 0 ? refresh : RETRY;
      dueAt = ticker.read() + pause.toNanos();
      done = pending;
      pending = null;
    }
    report(error, news);
    if (done != null) {
      done.complete(null);
    }
  }

  private void report(@Nullable String error, boolean news) {
    if (error != null) {
      failures.increment();
      String kept = current == null ? "no token can be verified" : "the last good set stays in use";
      if (news) {
        log.warn("Key set {} {}; {}", source, error, kept);
      }
      return;
    }
    if (news) {
      log.info(
          "Key set {}: {} keys in use, left out {}", source, status().keys(), status().leftOut());
    }
  }

  public KeyStatus status() {
    KeySet set = current;
    synchronized (lock) {
      Optional<String> error = Optional.ofNullable(lastError);
      return set == null
          ? new KeyStatus(false, Optional.empty(), 0, List.of(), error)
          : new KeyStatus(
              true,
              Optional.of(Duration.ofNanos(ticker.read() - fetchedAt)),
              set.size(),
              set.leftOut(),
              error);
    }
  }

  long refreshes() {
    return refreshes.sum();
  }

  long failures() {
    return failures.sum();
  }

  /** Only our own sentences: a library's message may quote what it read. */
  private static String sentence(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
      return "did not answer in time";
    }
    if (cause == null) {
      return "brought nothing";
    }
    String message = cause.getMessage();
    boolean ours = cause instanceof IllegalArgumentException || cause instanceof IOException;
    return ours && message != null ? message : "failed with " + cause.getClass().getSimpleName();
  }

  /** Ends the refreshing and lets go of everyone who waits for one. */
  @Override
  public void close() {
    stop.run();
    pending().ifPresent(waitedFor -> waitedFor.complete(null));
  }
}
