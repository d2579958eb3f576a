package io.nicebridge.http;

import io.nicebridge.message.Refusal;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory the bodies of all requests inside may take together, whoever they came from: a
 * count of requests alone would let a few large ones take all there is.
 */
public final class BodyBudget {
  private final long limit;
  private final AtomicLong taken = new AtomicLong();

  /**
   * @param limit bytes
   */
  public BodyBudget(long limit) {
    this.limit = limit;
  }

  /** Bytes of bodies that are held now. */
  public long taken() {
    return taken.get();
  }

  /** What one request takes, as yet nothing. */
  public Share share() {
    return new Share();
  }

  /** One request's part. It is given back when all who hold it have let go. */
  public final class Share {
    private final AtomicLong mine = new AtomicLong();
    private final AtomicInteger holders = new AtomicInteger(1);

    private Share() {}

    /**
     * Counts more of the body.
     *
     * @throws Refusal OVERLOADED, when there is no room
     */
    public void add(long bytes) {
      if (taken.addAndGet(bytes) > limit) {
        taken.addAndGet(-bytes);
        throw new Refusal(
            Refusal.Kind.OVERLOADED,
            "the requests inside have %d bytes of bodies, which is the most: nothing was sent"
                .formatted(limit));
      }
      mine.addAndGet(bytes);
      if (holders.get() == 0) {
        // It was answered while it still came.
        giveBack();
      }
    }

    /** Somebody more holds the body. */
    public void hold() {
      holders.incrementAndGet();
    }

    /** To be called once for being made, and once for each {@link #hold}. */
    public void letGo() {
      if (holders.decrementAndGet() == 0) {
        giveBack();
      }
    }

    private void giveBack() {
      taken.addAndGet(-mine.getAndSet(0));
    }
  }
}
