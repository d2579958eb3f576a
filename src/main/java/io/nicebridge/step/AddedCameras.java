package io.nicebridge.step;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The cameras that clients of the REST face have added: rows like those of the table of {@link
 * Cameras}, kept for as long as the bridge is there. At most {@link #MOST}.
 */
public final class AddedCameras {
  /** Far more than one bridge serves. */
  static final int MOST = 10_000;

  /** Where the rows stand: as a whole, or not at all. */
  @FunctionalInterface
  public interface Keeper {
    /** Returns when they are on the disk. */
    void keep(String rows) throws IOException;
  }

  private final Keeper keeper;
  private volatile Map<String, Camera> known;

  /**
   * @param rows that were kept before
   * @throws Table.BadRow when one of them is none
   */
  public AddedCameras(String rows, Keeper keeper) {
    this.keeper = keeper;
    this.known = read(rows);
  }

  /** Kept nowhere. */
  public static AddedCameras inMemory() {
    return new AddedCameras("", rows -> {});
  }

  private static Map<String, Camera> read(String rows) {
    Map<String, Camera> read = new LinkedHashMap<>();
    for (Table.Row row : Table.rows(rows)) {
      Camera camera = Cameras.camera(row);
      read.put(camera.alias(), camera);
    }
    return read;
  }

  Optional<Camera> find(String alias) {
    return Optional.ofNullable(known.get(alias.toLowerCase(Locale.ROOT)));
  }

  Collection<Camera> all() {
    return known.values();
  }

  /**
   * From now on it is one of them, also after a restart; unless its name is another's meanwhile.
   *
   * @return false when there are as many as there may be
   */
  synchronized boolean add(Camera camera) throws IOException {
    if (known.size() >= MOST) {
      return false;
    }
    Map<String, Camera> more = new LinkedHashMap<>(known);
    if (more.putIfAbsent(camera.alias(), camera) == null) {
      keeper.keep(more.values().stream().map(AddedCameras::row).collect(Collectors.joining()));
      known = more;
    }
    return true;
  }

  private static String row(Camera camera) {
    List<String> nodes = camera.nodes().stream().map(node -> node.text()).toList();
    return "%s %s %s\n"
        .formatted(camera.alias(), camera.endPointId().text(), String.join(",", nodes));
  }
}
