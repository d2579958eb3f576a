package io.nicebridge.rest;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A system that has a key: one line of the file of clients.
 *
 * @param permissions of Management, Control and Data, in small letters
 * @param cameras names of the cameras that it may use; empty for all of them
 * @param token the token source for its calls, where it is not the camera's
 */
public record Client(
    String name, Set<String> permissions, Optional<Set<String>> cameras, Optional<String> token) {
  public Client {
    permissions = Set.copyOf(permissions);
    cameras = cameras.map(Set::copyOf);
  }

  /** Whether it may use an interface of NICE 0.9 section 2: management, control or data. */
  public boolean may(String iface) {
    return permissions.contains(iface);
  }

  public boolean sees(String camera) {
    return cameras.isEmpty() || cameras.get().contains(camera.toLowerCase(Locale.ROOT));
  }
}
