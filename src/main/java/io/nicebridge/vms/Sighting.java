package io.nicebridge.vms;

import io.nicebridge.mark.Analysis;
import io.nicebridge.mark.Item;
import io.nicebridge.mark.SceneMark;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What of a SceneMark a VMS is told: one thing that happened, by the name that the VMS knows it by.
 *
 * @param name from the table of the route
 * @param items those that the name was given for; none where the analysis names none
 */
public record Sighting(SceneMark mark, Analysis analysis, List<Item> items, String name) {
  public Sighting {
    items = List.copyOf(items);
  }

  /** In a line: what, how sure, which node, which SceneMark. */
  public String description() {
    String things =
        items.stream()
            .map(
                item ->
                    item.probability().isPresent()
                        ? String.format(
                            Locale.ROOT, "%s p=%.2f", item.name(), item.probability().getAsDouble())
                        : item.name())
            .distinct()
            .limit(MOST)
            .collect(Collectors.joining(" "));
    return PlainText.of("%s %s node %s".formatted(analysis.name(), things, node()))
        .replace("  ", " ");
  }

  /** The NODE_ID alone: what follows the EndPointID. */
  public String node() {
    String id = mark.nodeId();
    return PlainText.of(id.substring(id.lastIndexOf('_') + 1));
  }

  private static final int MOST = 8;
}
