package io.nicebridge.token;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A JWK set in a file: what a site without an issuer on its network has. */
final class FileKeys implements KeySource {
  private final WatchedFile file;

  FileKeys(Path file) {
    this.file = new WatchedFile(file, LONGEST);
  }

  @Override
  public CompletionStage<byte[]> fetch() {
    try {
      return CompletableFuture.completedFuture(file.read());
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public boolean changed() {
    return file.changed();
  }

  @Override
  public String toString() {
    return "file " + file;
  }
}
