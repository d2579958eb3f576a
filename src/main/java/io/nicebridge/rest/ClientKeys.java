package io.nicebridge.rest;

import io.nicebridge.rest.ClientFile.Line;
import io.nicebridge.secret.HashedSecret;
import io.nicebridge.secret.SecretFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Who has which key. */
public final class ClientKeys {
  private final SecretFile<List<Line>> file;

  private ClientKeys(SecretFile<List<Line>> file) {
    this.file = file;
  }

  /**
   * Reads the file.
   *
   * @throws io.nicebridge.secret.BadLine when it says something it must not
   */
  public static ClientKeys of(Path file) {
    return new ClientKeys(SecretFile.of(file, ClientFile::read));
  }

  /** To be called every few seconds; never on a thread that serves requests. */
  public void refresh() {
    file.refresh();
  }

  /**
   * The client of this key. Every line is looked at, and each comparison takes as long as any.
   *
   * @param name whom it must be, where the caller has said a name
   */
  public Optional<Client> find(Optional<String> name, String key) {
    HashedSecret secret = HashedSecret.of(key);
    Client found = null;
    for (Line line : file.lines()) {
      boolean equal = secret.isSameAs(line.secret());
      boolean named = name.isEmpty() || name.get().equals(line.client().name());
      found = equal && named ? line.client() : found;
    }
    return Optional.ofNullable(found);
  }
}
