package io.nicebridge.relay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Knows a message again that came a moment ago: redelivered at QoS 1 after a reconnect (MQTT 5
 * section 4.4), or gone round a loop of brokers. It keeps SHA-256 of session, topic and payload,
 * for a while and up to a number; the oldest go first.
 */
final class Digests {
  /** About 15 MB. */
  static final int MOST = 100_000;

  private final long lifetime;
  private final int most;
  private final Map<ByteBuffer, Long> seen = new LinkedHashMap<>();

  Digests(Duration lifetime, int most) {
    this.lifetime = lifetime.toNanos();
    this.most = most;
  }

  static ByteBuffer of(SessionKey session, String topic, byte[] payload) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(
          (session.one() + "\n" + session.other() + "\n" + topic + "\n")
              .getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(sha.digest(payload));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** True the first time; from then on false, until it is forgotten. */
  synchronized boolean isNew(ByteBuffer digest, long now) {
    forgetOld(now);
    return seen.putIfAbsent(digest, now) == null;
  }

  synchronized boolean knows(ByteBuffer digest) {
    return seen.containsKey(digest);
  }

  /** It did not reach anybody: when it is sent again, it is no duplicate. */
  synchronized void forget(ByteBuffer digest) {
    seen.remove(digest);
  }

  private void forgetOld(long now) {
    Iterator<Long> oldest = seen.values().iterator();
    int size = seen.size();
    while (oldest.hasNext()) {
      boolean old = now - oldest.next() >= lifetime;
      if (!old && size < most) {
        return;
      }
      oldest.remove();
      size--;
    }
  }

  synchronized int size() {
    return seen.size();
  }
}
