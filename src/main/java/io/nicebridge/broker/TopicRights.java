package io.nicebridge.broker;

import io.nicebridge.id.EndPointId;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Who may write and read which topics (NICE 0.9 section 8): topics are paths of Destination IDs,
 * {@code VERSION/EndPointID/interface/...}, and what stands on a device's path is addressed to it.
 *
 * <ul>
 *   <li>A device reads what is addressed to it: filters whose second level is its own EndPointID.
 *   <li>It writes on its own topics, and on those of the bridge, which it answers.
 *   <li>Nothing else, unless the settings say so for all devices, or its line in the file of users.
 * </ul>
 */
final class TopicRights {
  /** As {@code id} has it: no wildcard, no broker's own tree, no second meaning. */
  private static final Pattern WORD = Pattern.compile("[0-9A-Za-z._-]{1,64}");

  private static final String DATA = "data";

  private final EndPointId bridge;
  private final List<Topic> devicesWrite;

  /**
   * @param devicesWrite topic filters on which every device may write
   */
  TopicRights(EndPointId bridge, List<Topic> devicesWrite) {
    this.bridge = bridge;
    this.devicesWrite = List.copyOf(devicesWrite);
  }

  /**
   * @param filter without {@code $share/<name>/}
   */
  boolean mayRead(Guest guest, String filter) {
    Topic topic = Topic.of(filter);
    return isOwnFilter(guest, topic) || covers(guest.reads(), topic);
  }

  boolean mayWrite(Guest guest, String text) {
    Topic topic = Topic.of(text);
    if (topic.hasWildcard()) {
      return false;
    }
    return covers(guest.writes(), topic)
        || (guest.endPoint().isPresent() && mayWrite(guest.endPoint().get(), guest.data(), topic));
  }

  private boolean mayWrite(EndPointId device, boolean data, Topic topic) {
    List<String> path = path(topic);
    return path.size() > 2
        && path.stream().allMatch(TopicRights::isWord)
        && (data || !path.get(2).equals(DATA))
        && (path.get(1).equals(device.text())
            || path.get(1).equals(bridge.text())
            || covers(devicesWrite, topic));
  }

  /** A broker's own trees ({@code $SYS}, {@code $sys.mqtt...}) are nobody's. */
  private static boolean covers(List<Topic> granted, Topic topic) {
    return !topic.levels().get(0).startsWith("$")
        && granted.stream().anyMatch(filter -> filter.covers(topic));
  }

  private static boolean isOwnFilter(Guest guest, Topic topic) {
    List<String> path = path(topic);
    return guest.endPoint().isPresent()
        && path.size() > 2
        && (path.get(0).equals(Topic.ONE) || isWord(path.get(0)))
        && path.get(1).equals(guest.endPoint().get().text())
        && path.subList(2, path.size()).stream()
            .allMatch(level -> level.equals(Topic.ONE) || level.equals(Topic.ANY) || isWord(level));
  }

  /** Without a leading slash, which section 3 has and section 9.2 has not. */
  private static List<String> path(Topic topic) {
    List<String> levels = topic.levels();
    return levels.get(0).isEmpty() ? levels.subList(1, levels.size()) : levels;
  }

  private static boolean isWord(String level) {
    return WORD.matcher(level).matches();
  }
}
