package io.nicebridge.step;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.nicebridge.message.Refusal;
import io.nicebridge.rest.Client;
import java.time.Duration;
import java.util.OptionalInt;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Step {@code limit-rate}: so many requests a second per token subject ({@code
 * nice.http.rate-limit}), as a token bucket that holds one second's worth.
 */
final class LimitRate implements Processor {
  /**
   * Beyond it the least recently seen subjects are forgotten: memory has a bound, they have luck.
   */
  private static final long MOST_SUBJECTS = 100_000;

  private final OptionalInt perSecond;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder()
          .maximumSize(MOST_SUBJECTS)
          .expireAfterAccess(Duration.ofMinutes(1))
          .build();

  LimitRate(OptionalInt perSecond) {
    this.perSecond = perSecond;
  }

  @Override
  public void process(Exchange exchange) {
    if (perSecond.isEmpty()) {
      return;
    }
    int rate = perSecond.getAsInt();
    Bucket bucket = buckets.get(subject(exchange), subject -> bucket(rate));
    if (!bucket.tryConsume(1)) {
      throw new Refusal(
          Refusal.Kind.RATE_LIMITED,
          "%s may send %d requests a second: nothing was sent"
              .formatted(
                  exchange.getProperty(PlainFacts.CLIENT) == null
                      ? "this token's subject"
                      : "this client",
                  rate));
    }
  }

  /** At a plain door the client; a token's subject is never named so. */
  private static String subject(Exchange exchange) {
    return Facts.known(exchange, PlainFacts.CLIENT, Client.class)
        .map(client -> "client " + client.name())
        .orElseGet(() -> Facts.token(exchange).subject());
  }

  private static Bucket bucket(int rate) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(rate).refillGreedy(rate, Duration.ofSeconds(1)))
        .build();
  }
}
