package io.nicebridge.file;

import io.nicebridge.folder.ProcessLock;
import io.nicebridge.sink.SinkFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A folder in which one process writes at a time. */
final class FolderLock implements AutoCloseable {
  private final ProcessLock lock;

  private FolderLock(ProcessLock lock) {
    this.lock = lock;
  }

  /**
   * Makes the folder if it is not there.
   *
   * @throws SinkFault when another process writes there, or this one in another way
   */
  static FolderLock of(Path folder) throws IOException {
    return ProcessLock.take(Folders.make(folder), ".in-use")
        .map(FolderLock::new)
        .orElseThrow(() -> taken(folder));
  }

  private static SinkFault taken(Path folder) {
    return SinkFault.passing(
        "the folder [%s] must be one process's and one kind of sink's: another one writes there"
            .formatted(folder),
        Optional.empty());
  }

  /** False when somebody took the folder away. */
  boolean isInPlace() {
    return lock.isInPlace();
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
