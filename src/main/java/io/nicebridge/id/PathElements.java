package io.nicebridge.id;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A path cut at its slashes, before anything is known of its elements. One pass, no regular
 * expression: every request comes through here, hostile ones too.
 */
record PathElements(String text, List<String> elements) {
  /**
   * Twice the longest path of section 3; a CommandType has at most 128 characters (section 4.1).
   */
  private static final int MAX_LENGTH = 256;

  private static final int VERSION = 0;
  private static final int END_POINT_ID = 1;
  private static final int INTERFACE = 2;

  /**
   * Refuses, before the shape is looked at, what has no place in any path: escapes, wildcards,
   * queries, spaces, controls, anything beyond ASCII, and steps such as {@code ..}.
   */
  static PathElements split(String text) {
    if (text.length() > MAX_LENGTH) {
      throw Malformed.of(
          "path", text, "at most " + MAX_LENGTH + " characters long, was " + text.length());
    }
    List<String> elements = new ArrayList<>(6);
    int start = text.startsWith("/") ? 1 : 0;
    for (int i = start; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == '/') {
        elements.add(element(text, start, i));
        start = i + 1;
      } else if (hasNoPlace(text.charAt(i))) {
        throw Malformed.at(i, "path", text, "free of %, +, #, ?, \\, spaces and non-ASCII");
      }
    }
    if (elements.contains("")) {
      throw new UnknownPath(text);
    }
    return new PathElements(text, elements);
  }

  private static String element(String text, int from, int to) {
    String element = text.substring(from, to);
    if (TopicElement.isDots(element)) {
      throw Malformed.at(from, "path", text, "free of '.' and '..' as steps");
    }
    return element;
  }

  private static boolean hasNoPlace(char c) {
    return switch (c) {
      case '%', '+', '#', '?', '\\' -> true;
      default -> c <= ' ' || c > '~';
    };
  }

  DestinationPath toPath(Strictness strictness) {
    return switch (shape()) {
      case MANAGEMENT -> {
        requireSize(4);
        yield new ManagementPath(version(), endPointId(strictness), api(3, strictness));
      }
      case CONTROL -> {
        requireSize(5);
        yield new ControlPath(
            version(), endPointId(strictness), node(strictness), api(4, strictness));
      }
      case DATA -> toDataPath(strictness);
    };
  }

  private DataPath toDataPath(Strictness strictness) {
    boolean later = strictness == Strictness.LENIENT || !version().isFirst();
    boolean named = later && elements.size() == 6;
    requireSize(named ? 6 : 5);
    return new DataPath(
        version(),
        endPointId(strictness),
        node(strictness),
        PortId.parse(elements.get(4), strictness),
        named ? Optional.of(api(5, strictness)) : Optional.empty());
  }

  /** The label of a WebRTC control channel: three elements and no more. */
  boolean isControlLabel() {
    return elements.size() == 3 && elements.get(INTERFACE).equals(Interface.CONTROL.segment());
  }

  ControlLabel toControlLabel(Strictness strictness) {
    return new ControlLabel(version(), endPointId(strictness));
  }

  /** The example of section 4.1: a control path without its NODE_ID. */
  boolean isControlWithoutNode() {
    return elements.size() == 4 && elements.get(INTERFACE).equals(Interface.CONTROL.segment());
  }

  /** That example with the NODE_ID it should have had. */
  ControlPath toControlPath(NodeId nodeId, Strictness strictness) {
    return new ControlPath(version(), endPointId(strictness), nodeId, api(3, strictness));
  }

  private Interface shape() {
    if (elements.size() <= INTERFACE) {
      throw new UnknownPath(text);
    }
    return Interface.of(elements.get(INTERFACE)).orElseThrow(() -> new UnknownPath(text));
  }

  private void requireSize(int size) {
    if (elements.size() != size) {
      throw new UnknownPath(text);
    }
  }

  private Version version() {
    return new Version(elements.get(VERSION));
  }

  private EndPointId endPointId(Strictness strictness) {
    return EndPointId.parse(elements.get(END_POINT_ID), strictness);
  }

  private NodeId node(Strictness strictness) {
    return NodeId.parse(elements.get(3), strictness);
  }

  private ApiName api(int index, Strictness strictness) {
    return ApiName.parse(elements.get(index), strictness);
  }
}
