package io.nicebridge.file;

import io.nicebridge.sink.SinkFault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A folder in which one process writes at a time. */
final class FolderLock implements AutoCloseable {
  private static final String NAME = ".in-use";

  /**
   * The system's locks belong to the process, and end as soon as it closes any channel of the file:
   * a second one of ours must not come so far.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Makes the folder if it is not there.
   *
   * @throws SinkFault when another process writes there, or this one in another way
   */
  static FolderLock of(Path folder) throws IOException {
    Path real = Folders.make(folder).toRealPath();
    if (!OURS.add(real)) {
      throw taken(folder);
    }
    boolean locked = false;
    try {
      FolderLock lock = new FolderLock(real, lock(folder, real.resolve(NAME)));
      locked = true;
      return lock;
    } finally {
      if (!locked) {
        OURS.remove(real);
      }
    }
  }

  private static FileChannel lock(Path folder, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
      if (!locked) {
        throw taken(folder);
      }
      return channel;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private static SinkFault taken(Path folder) {
    return SinkFault.passing(
        "the folder [%s] must be one process's and one kind of sink's: another one writes there"
            .formatted(folder),
        Optional.empty());
  }

  /** False when somebody took the folder away. */
  boolean isInPlace() {
    return Files.exists(folder.resolve(NAME));
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      OURS.remove(folder);
    }
  }
}
