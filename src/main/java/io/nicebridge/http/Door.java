package io.nicebridge.http;

import io.nicebridge.id.DestinationPath;
import java.util.List;

/**
 * One entrance of the front door, as a route's {@code platform-http:} endpoint declares it.
 *
 * @param prefix the path, or the beginning of the paths, that lead here
 * @param methods what is allowed; the Allow header of a 405 (RFC 9110 section 10.2.1)
 */
record Door(String prefix, List<String> methods, Entrance entrance) {
  Door {
    methods = List.copyOf(methods);
  }

  /**
   * Takes a request in; answers it by {@link AnsweredCall#answer}, on whatever thread, exactly
   * once.
   */
  @FunctionalInterface
  interface Entrance {
    void enter(AnsweredCall call, DestinationPath path);
  }
}
