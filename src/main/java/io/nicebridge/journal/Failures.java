package io.nicebridge.journal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What sinks said of messages that will be tried again, until they are taken or dead: the engine
 * counts attempts and knows no reasons. In memory, bounded.
 */
final class Failures {
  /** The first one's time in milliseconds since 1970, and the last one's reason. */
  record Failure(long first, String reason) {}

  private record Key(String sink, String id) {}

  private static final int MOST = 10_000;
  private static final int LONGEST_REASON = 500;

  private final Cache<Key, Failure> last =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(Duration.ofDays(1)).build();

  private final Map<String, LongAdder> expired = new ConcurrentHashMap<>();

  void note(String sink, String id, String reason, long now) {
    String text = reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    last.asMap()
        .merge(
            new Key(sink, id),
            new Failure(now, text),
            (before, after) -> new Failure(before.first(), after.reason()));
  }

  void expired(String sink) {
    expired.computeIfAbsent(sink, name -> new LongAdder()).increment();
  }

  /** Messages of a sink that waited longer than they may, since the start. */
  long expiries(String sink) {
    LongAdder count = expired.get(sink);
    return count == null ? 0 : count.sum();
  }

  Optional<Failure> take(String sink, String id) {
    return Optional.ofNullable(last.asMap().remove(new Key(sink, id)));
  }
}
