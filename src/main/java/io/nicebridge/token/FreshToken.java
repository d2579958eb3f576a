package io.nicebridge.token;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source whose tokens expire: the next one is fetched when a fifth of the present one's time is
 * left, and the present one stays in use until it expires, whatever becomes of the fetching. One
 * fetch at a time; after a failure none for a while, longer each time.
 */
final class FreshToken implements TokenSource {
  private static final Logger LOG = LoggerFactory.getLogger(FreshToken.class);

  /** On the way to a device a token grows older. */
  static final Duration MARGIN = Duration.ofSeconds(5);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final String name;
  private final Supplier<CompletionStage<IssuedToken>> issuer;
  private final InstantSource clock;
  private @Nullable IssuedToken present;
  private Instant renewAt = Instant.MIN;
  private Instant notBefore = Instant.MIN;
  private Duration pause = FIRST_PAUSE;
  private @Nullable CompletableFuture<IssuedToken> fetching;

  /**
   * @param name for logs
   * @param issuer asked for one; its failure's message is a sentence fit for a log, and it fails
   *     within a bounded time
   */
  FreshToken(String name, Supplier<CompletionStage<IssuedToken>> issuer, InstantSource clock) {
    this.name = name;
    this.issuer = issuer;
    this.clock = clock;
  }

  @Override
  public synchronized CompletionStage<String> token() {
    Instant now = clock.instant();
    IssuedToken held = present;
    boolean good = held != null && now.isBefore(held.until().minus(MARGIN));
    if (!good && fetching == null && now.isBefore(notBefore)) {
      return CompletableFuture.failedFuture(unavailable());
    }
    CompletionStage<IssuedToken> next = null;
    if (!good || (!now.isBefore(renewAt) && !now.isBefore(notBefore))) {
      next = fetch(now);
    }
    return good || next == null
        ? CompletableFuture.completedFuture(held == null ? "" : held.text())
        : next.thenApply(IssuedToken::text);
  }

  private CompletionStage<IssuedToken> fetch(Instant now) {
    CompletableFuture<IssuedToken> running = fetching;
    if (running == null) {
      running =
          begin().toCompletableFuture().handle((issued, failure) -> ended(issued, failure, now));
      fetching = running.isDone() ? null : running;
    }
    return running.copy();
  }

  private CompletionStage<IssuedToken> begin() {
    try {
      return issuer.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private synchronized IssuedToken ended(
      @Nullable IssuedToken issued, @Nullable Throwable failure, Instant asked) {
    fetching = null;
    Instant now = clock.instant();
    if (issued == null) {
      Throwable cause =
          failure != null && failure.getCause() != null ? failure.getCause() : failure;
      LOG.warn(
          "token source {}: no new token, again in {}s: {}",
          name,
          pause.toSeconds(),
          cause == null ? "none came" : cause.getMessage());
      notBefore = now.plus(pause);
      pause = longer(pause);
      throw unavailable();
    }
    LOG.debug("token source {}: a new token until {}", name, issued.until());
    Duration life = Duration.between(asked, issued.until());
    present = issued;
    renewAt = asked.plus(life.multipliedBy(4).dividedBy(5));
    notBefore = Instant.MIN;
    pause = FIRST_PAUSE;
    return issued;
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private static TokenUnavailable unavailable() {
    return new TokenUnavailable(
        "the issuer of the bridge's access token cannot be had at present: nothing was sent");
  }
}
