package io.nicebridge.http;

import io.nicebridge.id.DestinationPath;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One entrance of the front door, as a route's {@code platform-http:} endpoint declares it.
 *
 * @param prefix the path, or the beginning of the paths, that lead here
 * @param plain true where no NICE request enters: a path below the prefix is the route's to read
 * @param methods what is allowed; the Allow header of a 405 (RFC 9110 section 10.2.1)
 * @param types media types that a body may have
 */
record Door(
    String prefix, List<String> methods, List<String> types, boolean plain, Entrance entrance) {
  Door {
    methods = List.copyOf(methods);
    types = List.copyOf(types);
  }

  /** For Common Messages. */
  static Door nice(String prefix, List<String> methods, Entrance entrance) {
    return new Door(prefix, methods, ContentNegotiation.MESSAGE, false, entrance);
  }

  /** For what is no NICE request. */
  static Door plain(
      String prefix, List<String> methods, List<String> types, Consumer<AnsweredCall> entrance) {
    return new Door(prefix, methods, types, true, (call, path) -> entrance.accept(call));
  }

  boolean fits(String target) {
    return target.startsWith(prefix)
        && (!plain || target.length() == prefix.length() || target.charAt(prefix.length()) == '/');
  }

  /**
   * Takes a request in; answers it by {@link AnsweredCall#answer}, on whatever thread, exactly
   * once.
   */
  @FunctionalInterface
  interface Entrance {
    /**
     * Takes it in.
     *
     * @param path null at a plain door only
     */
    void enter(AnsweredCall call, @Nullable DestinationPath path);
  }
}
