package io.nicebridge.step;

import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.NodeId;
import io.nicebridge.id.Strictness;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/**
 * What people call their cameras: the table of {@code routes/cameras.camel.yaml}. A row is a name,
 * the EndPointID, the Nodes apart by commas, and perhaps {@code token=<source>} and {@code
 * lenient}.
 */
public final class Cameras {
  /** The bean's name in the route files. */
  public static final String NAME = "cameras";

  /** The source of tokens where a row does not say another one. */
  static final String MAIN = "main";

  private static final String TOKEN = "token=";
  private static final String ALIAS = "[a-z0-9][a-z0-9._-]{0,31}";

  private Map<String, Camera> byAlias = Map.of();
  private AddedCameras added = AddedCameras.inMemory();

  /** Of these routes; without any camera where they have no table. */
  static Cameras of(CamelContext context) {
    Cameras bean = context.getRegistry().lookupByNameAndType(NAME, Cameras.class);
    Cameras table = bean == null ? new Cameras() : bean;
    return context.getRegistry().lookupByName(Steps.ADD_CAMERA) instanceof AddCamera step
        ? table.and(step.added())
        : table;
  }

  private Cameras and(AddedCameras others) {
    Cameras both = new Cameras();
    both.byAlias = byAlias;
    both.added = others;
    return both;
  }

  /** The whole table, as the route file holds it. */
  public void setTable(String table) {
    Map<String, Camera> read = new LinkedHashMap<>();
    for (Table.Row row : Table.rows(table)) {
      Camera camera = camera(row);
      if (read.put(camera.alias(), camera) != null) {
        throw new Table.BadRow(row, "the camera [%s] has two lines".formatted(camera.alias()));
      }
    }
    byAlias = read;
  }

  /** One row of the table. */
  public static Camera camera(Table.Row row) {
    List<String> columns = row.columns();
    if (columns.size() < 3) {
      throw new Table.BadRow(
          row, "a line must be: name, EndPointID, nodes such as 0001,0002, perhaps token=<source>");
    }
    String alias = columns.get(0);
    if (!alias.matches(ALIAS)) {
      throw new Table.BadRow(
          row,
          "the camera [%s] must have a name of 1 to 32 small letters, digits, '.', '_' and '-'"
              .formatted(alias));
    }
    String token = MAIN;
    Strictness strictness = Strictness.STRICT;
    for (String option : columns.subList(3, columns.size())) {
      if (option.equals("lenient")) {
        strictness = Strictness.LENIENT;
      } else if (option.startsWith(TOKEN) && option.length() > TOKEN.length()) {
        token = option.substring(TOKEN.length());
      } else {
        throw new Table.BadRow(
            row, "the option [%s] must be token=<source> or lenient".formatted(option));
      }
    }
    return camera(row, token, strictness);
  }

  private static Camera camera(Table.Row row, String token, Strictness strictness) {
    List<String> columns = row.columns();
    try {
      return new Camera(
          columns.get(0),
          EndPointId.parse(columns.get(1), strictness),
          Arrays.stream(columns.get(2).split(",", -1))
              .map(node -> NodeId.parse(node, strictness))
              .toList(),
          token);
    } catch (Malformed malformed) {
      throw new Table.BadRow(row, malformed.sentence());
    }
  }

  /** In the order of the table; then those that were added to it by HTTP. */
  Collection<Camera> all() {
    return Stream.concat(
            byAlias.values().stream(),
            added.all().stream().filter(camera -> !byAlias.containsKey(camera.alias())))
        .toList();
  }

  Optional<Camera> find(String alias) {
    return Optional.ofNullable(byAlias.get(alias.toLowerCase(Locale.ROOT)))
        .or(() -> added.find(alias));
  }
}
