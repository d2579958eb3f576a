package io.nicebridge.journal;

import io.nicebridge.folder.ProcessLock;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One process, one folder. The engine locks too, and waits for its lock while holding up the start;
 * this one says no at once. It ends with the process, however that ends.
 */
final class FolderLock implements AutoCloseable {
  private final ProcessLock lock;

  private FolderLock(ProcessLock lock) {
    this.lock = lock;
  }

  /**
   * @throws IllegalStateException one sentence for whoever is on call
   */
  static FolderLock of(Path folder) {
    try {
      return ProcessLock.take(Files.createDirectories(folder), "in-use")
          .map(FolderLock::new)
          .orElseThrow(() -> taken(folder));
    } catch (FileSystemException e) {
      throw new IllegalStateException(
          "the journal's folder [" + folder + "] must be a folder that the bridge may write to", e);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the journal's folder [" + folder + "] must be on a file system that knows locks", e);
    }
  }

  private static IllegalStateException taken(Path folder) {
    return new IllegalStateException(
        "the journal's folder ["
            + folder
            + "] is in use: another bridge must be stopped first, or this one must have a folder"
            + " of its own");
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new IllegalStateException("the journal's lock could not be given back", e);
    }
  }
}
