package io.nicebridge.cases;

import java.util.Optional;

/**
 * Something that happened to a message on its way.
 *
 * @param route that it entered, or that it was in when a condition was asked
 * @param condition empty where it entered
 * @param holds what the condition said
 */
public record Seen(String route, Optional<String> condition, boolean holds) {
  static Seen entered(String route) {
    return new Seen(route, Optional.empty(), true);
  }
}
