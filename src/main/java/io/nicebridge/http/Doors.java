package io.nicebridge.http;

import io.nicebridge.id.DestinationPath;
import io.nicebridge.message.Refusal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * The entrances that one generation of routes declares, and how that generation reads paths and
 * answers refusals. The front door uses one of these at a time; a reload hands it another.
 */
public final class Doors {
  private final List<Door> doors = new CopyOnWriteArrayList<>();
  private final Function<String, DestinationPath> paths;
  private final RefusalAnswers refusals;

  /**
   * @param paths reads a path strictly or leniently, as its destination asks for; throws Refusal
   */
  public Doors(Function<String, DestinationPath> paths, RefusalAnswers refusals) {
    this.paths = paths;
    this.refusals = refusals;
  }

  void add(Door door) {
    doors.add(door);
    doors.sort(Comparator.comparingInt((Door d) -> d.prefix().length()).reversed());
  }

  void remove(Door door) {
    doors.remove(door);
  }

  /** The door whose prefix is the longest that fits. */
  Door find(String target) {
    Optional<Door> door = doors.stream().filter(d -> d.fits(target)).findFirst();
    return door.orElseThrow(
        () -> new Refusal(Refusal.Kind.UNKNOWN_PATH, "no such path on this bridge"));
  }

  /** True when no route takes requests by HTTPS. */
  boolean isEmpty() {
    return doors.isEmpty();
  }

  /** Reads a request's path, or its topic; throws Refusal. */
  public DestinationPath path(String target) {
    return paths.apply(target);
  }

  public RefusalAnswers refusals() {
    return refusals;
  }
}
