package io.nicebridge.vms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Events that a VMS was told have begun, and not yet that they have ended. On disk, so that none is
 * left burning there when the bridge ends in between. At most {@link #MOST}: a further one is told
 * as an instant.
 */
public final class OpenEvents {
  static final int MOST = 10_000;

  private static final String TAB = "\t";

  private final Path file;
  private final Map<String, Event> open = new LinkedHashMap<>();

  /**
   * An event that goes on.
   *
   * @param last when it was last seen
   */
  public record Event(String camera, String node, String caption, Instant last) {
    private String key() {
      return node + TAB + caption;
    }
  }

  /**
   * @param file made when the first event begins; what is in it has begun before
   */
  public OpenEvents(Path file) {
    this.file = file;
    read();
  }

  private void read() {
    if (!Files.exists(file)) {
      return;
    }
    try {
      for (String line : Files.readAllLines(file)) {
        String[] part = line.split(TAB, -1);
        if (part.length == 4) {
          Event event =
              new Event(part[0], part[1], part[2], Instant.ofEpochMilli(Long.parseLong(part[3])));
          open.put(event.key(), event);
        }
      }
    } catch (IOException | NumberFormatException e) {
      throw new IllegalStateException(
          "%s cannot be read: restore it, or move it away".formatted(file), e);
    }
  }

  public synchronized boolean isOpen(String node, String caption) {
    return open.containsKey(node + TAB + caption);
  }

  public synchronized boolean isFull() {
    return open.size() >= MOST;
  }

  /** It has begun, or goes on. */
  public synchronized void seen(Event event) {
    boolean begins = !open.containsKey(event.key());
    open.put(event.key(), event);
    if (begins) {
      write();
    }
  }

  /** The VMS knows that it has ended. */
  public synchronized void ended(String node, String caption) {
    if (open.remove(node + TAB + caption) != null) {
      write();
    }
  }

  /** What was not seen since then. */
  public synchronized List<Event> idleSince(Instant then) {
    List<Event> idle = new ArrayList<>();
    open.values().stream().filter(event -> event.last().isBefore(then)).forEach(idle::add);
    return idle;
  }

  private void write() {
    List<String> lines =
        open.values().stream()
            .map(
                e ->
                    String.join(
                        TAB, e.camera(), e.node(), e.caption(), e.last().toEpochMilli() + ""))
            .toList();
    try {
      Path next = file.resolveSibling(file.getFileName() + ".new");
      Files.write(next, lines);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
