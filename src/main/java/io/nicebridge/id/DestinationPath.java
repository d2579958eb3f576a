package io.nicebridge.id;

/**
 * The path of a Destination ID (NICE 0.9 section 3): which Entity, by which Interface, to do what.
 *
 * <pre>
 * /VERSION/EndPointID/management/API_NAME
 * /VERSION/EndPointID/control/NODE_ID/API_NAME
 * /VERSION/EndPointID/data/NODE_ID/PORT_ID
 * </pre>
 *
 * The leading slash is optional on the way in: section 3 writes it, sections 4.1 and 9.2 do not.
 */
public sealed interface DestinationPath extends PathOrLabel
    permits ManagementPath, ControlPath, DataPath {

  /**
   * Reads a path, with or without its leading slash.
   *
   * @throws UnknownPath when the text has none of the three shapes
   * @throws Malformed when one of its elements is not what it must be, or a character has no place
   *     in any path
   */
  static DestinationPath parse(String text, Strictness strictness) {
    return PathElements.split(text).toPath(strictness);
  }

  /**
   * Without a leading slash: {@code /1/x} and {@code 1/x} are different topics, and 9.2 has none.
   */
  String topic();

  @Override
  default String path() {
    return "/" + topic();
  }

  /**
   * True when both name the same thing. The case of hexadecimal digits does not matter; the
   * spelling of the version does.
   */
  default boolean agreesWith(DestinationPath other) {
    return equals(other);
  }

  /**
   * True when a message of this CommandType belongs on this path (NICE 0.9 section 4.1): it is the
   * same path, or, for Control, the short form of section 4.1's own example, which leaves out the
   * NODE_ID: {@code 1/<EndPointID>/control/StartStreaming}. A lenient reading also takes the API
   * name alone. What is no path at all agrees with none.
   */
  default boolean agreesWithCommandType(String commandType, Strictness strictness) {
    return CommandTypes.agree(this, commandType, strictness);
  }
}
