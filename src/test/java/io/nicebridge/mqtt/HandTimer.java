package io.nicebridge.mqtt;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.TimerTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A timer and its clock, turned by hand. */
final class HandTimer implements Timer {
  private final List<Entry> entries = new ArrayList<>();
  private long now;

  synchronized long nanos() {
    return now;
  }

  void turn(Duration span) {
    List<Entry> due = new ArrayList<>();
    synchronized (this) {
      now += span.toNanos();
      entries.stream().filter(entry -> entry.at <= now).forEach(due::add);
      entries.removeAll(due);
    }
    due.forEach(Entry::fire);
  }

  /** Timers that still run: one that is not cancelled would be one request forgotten. */
  synchronized int running() {
    return entries.size();
  }

  @Override
  public synchronized Timeout newTimeout(TimerTask task, long delay, TimeUnit unit) {
    Entry entry = new Entry(task, now + unit.toNanos(delay));
    entries.add(entry);
    return entry;
  }

  @Override
  public Set<Timeout> stop() {
    return Set.of();
  }

  private final class Entry implements Timeout {
    private final TimerTask task;
    private final long at;

    Entry(TimerTask task, long at) {
      this.task = task;
      this.at = at;
    }

    void fire() {
      try {
        task.run(this);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Timer timer() {
      return HandTimer.this;
    }

    @Override
    public TimerTask task() {
      return task;
    }

    @Override
    public boolean isExpired() {
      return !isCancelled();
    }

    @Override
    public boolean isCancelled() {
      synchronized (HandTimer.this) {
        return !entries.contains(this);
      }
    }

    @Override
    public boolean cancel() {
      synchronized (HandTimer.this) {
        return entries.remove(this);
      }
    }
  }
}
