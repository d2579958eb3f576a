package io.nicebridge.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The hold of one process, and of one in it, on a folder: a locked file there. It ends with the
 * process, however that ends.
 */
public final class ProcessLock implements AutoCloseable {
  /**
   * The system's locks belong to the process, and end as soon as it closes any channel of the file:
   * a second one of ours must not come so far.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private ProcessLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes it, and says no at once.
   *
   * @param folder must be there
   * @param name of the file that is locked
   * @return empty when another process has it, or this one
   */
  public static Optional<ProcessLock> take(Path folder, String name) throws IOException {
    Path file = folder.toRealPath().resolve(name);
    if (!OURS.add(file)) {
      return Optional.empty();
    }
    Optional<ProcessLock> lock = Optional.empty();
    try {
      lock = lock(file);
      return lock;
    } finally {
      if (lock.isEmpty()) {
        OURS.remove(file);
      }
    }
  }

  private static Optional<ProcessLock> lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
      return locked ? Optional.of(new ProcessLock(file, channel)) : Optional.empty();
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  /** False when somebody took the folder away. */
  public boolean isInPlace() {
    return Files.exists(file);
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      OURS.remove(file);
    }
  }
}
