package io.nicebridge.relay;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The memory that waiting messages of all sessions share. */
final class Room {
  /** What a message costs beside its payload. */
  private static final int EACH = 512;

  private final long most;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger messages = new AtomicInteger();

  /**
   * @param most bytes
   */
  Room(long most) {
    this.most = most;
  }

  /** False, and nothing taken, when there is no room. */
  boolean take(Signal signal) {
    long size = size(signal);
    if (bytes.addAndGet(size) > most) {
      bytes.addAndGet(-size);
      return false;
    }
    messages.incrementAndGet();
    return true;
  }

  void leave(Signal signal) {
    bytes.addAndGet(-size(signal));
    messages.decrementAndGet();
  }

  private static long size(Signal signal) {
    return signal.payload().length + (long) EACH;
  }

  long bytes() {
    return bytes.get();
  }

  int messages() {
    return messages.get();
  }
}
