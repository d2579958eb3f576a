package io.nicebridge.sink;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What has become of a sink's messages: {@code nice.sink.*}, tagged by the sink. */
final class SinkMeters {
  static final String MESSAGES =
      "Messages that left a sink's queue or its dead letters, by how they ended";

  private final Counter delivered;
  private final Counter notWanted;
  private final Counter givenUp;
  private final Counter replayed;
  private final Counter purged;
  private final Counter failed;
  private final Counter retried;

  SinkMeters(String sink, MeterRegistry registry) {
    delivered = messages(sink, "delivered", registry);
    notWanted = messages(sink, "not-wanted", registry);
    givenUp = messages(sink, "dead-lettered", registry);
    replayed = messages(sink, "replayed", registry);
    purged = messages(sink, "purged", registry);
    failed = attempts(sink, "failed", registry);
    retried = attempts(sink, "again", registry);
  }

  private static Counter messages(String sink, String how, MeterRegistry registry) {
    return Counter.builder("nice.sink.messages")
        .description(MESSAGES)
        .tag("sink", sink)
        .tag("how", how)
        .register(registry);
  }

  private static Counter attempts(String sink, String how, MeterRegistry registry) {
    return Counter.builder("nice.sink.attempts")
        .description("Attempts that failed, and attempts after the first one of a message")
        .tag("sink", sink)
        .tag("how", how)
        .register(registry);
  }

  void ended(SinkOutcome how) {
    (how == SinkOutcome.DELIVERED ? delivered : notWanted).increment();
  }

  void replayed(int letters) {
    replayed.increment(letters);
  }

  void purged(int letters) {
    purged.increment(letters);
  }

  void failed() {
    failed.increment();
  }

  void retried() {
    retried.increment();
  }

  void givenUp() {
    givenUp.increment();
  }
}
