package io.nicebridge.rest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The latest SceneMarks, and who hears of new ones. Bounded by count and by bytes: the oldest go
 * first. It outlives a reload, not a restart; what must not be lost is a sink's.
 */
public final class RecentEvents {
  /**
   * A SceneMark that came.
   *
   * @param id the same for the same event
   * @param source EndPointID of whoever sent it
   * @param json one line
   */
  public record Event(String id, String source, String json) {}

  /** Somebody who hears of each new one. None of its methods may wait. */
  public interface Listener {
    void event(Event event);

    /** Called now and then, so that it can see whether somebody is still there. */
    void quiet();

    void close();
  }

  private final int most;
  private final long mostBytes;
  private final int mostListeners;
  private final Deque<Event> ring = new ArrayDeque<>();
  private long bytes;
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private int places;

  /**
   * @param most events
   * @param mostBytes characters of theirs
   * @param mostListeners at once
   */
  public RecentEvents(int most, long mostBytes, int mostListeners) {
    this.most = most;
    this.mostBytes = mostBytes;
    this.mostListeners = mostListeners;
  }

  /** Keeps it and tells it, unless it is known. */
  public void add(Event event) {
    synchronized (this) {
      if (ring.stream().anyMatch(known -> known.id().equals(event.id()))) {
        return;
      }
      ring.addLast(event);
      bytes += event.json().length();
      while (ring.size() > most || (bytes > mostBytes && ring.size() > 1)) {
        bytes -= ring.removeFirst().json().length();
      }
      // Within the lock: everyone hears of them in one order.
      listeners.forEach(listener -> listener.event(event));
    }
  }

  /** Those after this one, the oldest first; all of them where it is not known. */
  public synchronized List<Event> after(Optional<String> id) {
    List<Event> later = new ArrayList<>();
    Iterator<Event> newestFirst = ring.descendingIterator();
    while (newestFirst.hasNext()) {
      Event event = newestFirst.next();
      if (id.isPresent() && event.id().equals(id.get())) {
        break;
      }
      later.add(0, event);
    }
    return later;
  }

  /** Takes a place for a listener; false when all are taken. Each is given back by leave. */
  public synchronized boolean enter() {
    if (places >= mostListeners) {
      return false;
    }
    places++;
    return true;
  }

  /**
   * From now on it hears of new ones.
   *
   * @param after the last one that it knows: it hears first of those that came since
   */
  public synchronized void listen(Optional<String> after, Listener listener) {
    if (after.isPresent()) {
      after(after).forEach(listener::event);
    }
    listeners.add(listener);
  }

  /** Gives the place back; once. */
  public synchronized void leave(Listener listener) {
    places--;
    forget(listener);
  }

  /** It hears of nothing more. */
  public void forget(Listener listener) {
    listeners.remove(listener);
  }

  /** To be called every some seconds. */
  public void quiet() {
    listeners.forEach(Listener::quiet);
  }

  /** Ends whatever is open. */
  public void close() {
    listeners.forEach(Listener::close);
  }

  public synchronized int listeners() {
    return places;
  }
}
