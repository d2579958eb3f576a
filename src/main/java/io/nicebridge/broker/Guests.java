package io.nicebridge.broker;

import io.nicebridge.broker.GuestFile.Line;
import io.nicebridge.secret.HashedSecret;
import io.nicebridge.secret.SecretFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Who has a password. */
final class Guests {
  private final Optional<SecretFile<Map<String, Line>>> file;

  /**
   * @throws io.nicebridge.secret.BadLine when the file says something it must not
   */
  Guests(Optional<Path> file, Predicate<String> isFilter) {
    this.file = file.map(users -> SecretFile.of(users, text -> GuestFile.read(text, isFilter)));
  }

  void refresh() {
    file.ifPresent(SecretFile::refresh);
  }

  private Map<String, Line> lines() {
    return file.map(SecretFile::lines).orElse(Map.of());
  }

  /** Whether the name is one of the file's. */
  boolean knows(String name) {
    return lines().containsKey(name);
  }

  /** Whose password this is. */
  Optional<Guest> find(String name, String password) {
    return Optional.ofNullable(lines().get(name))
        .filter(line -> line.secret().isSameAs(HashedSecret.of(password)))
        .map(Line::guest);
  }
}
