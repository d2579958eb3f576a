package io.nicebridge.mqtt;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Our Correlation Data (MQTT 5 section 3.3.2.3.6): 16 random bytes. Nobody can guess them, so only
 * who received the request can answer it.
 */
record CorrelationId(long high, long low) {
  private static final int LENGTH = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  static CorrelationId random() {
    return new CorrelationId(RANDOM.nextLong(), RANDOM.nextLong());
  }

  /** Empty where it cannot be one of ours. */
  static Optional<CorrelationId> of(ByteBuffer data) {
    return data.remaining() == LENGTH
        ? Optional.of(new CorrelationId(data.getLong(), data.getLong()))
        : Optional.empty();
  }

  byte[] bytes() {
    return ByteBuffer.allocate(LENGTH).putLong(high).putLong(low).array();
  }
}
