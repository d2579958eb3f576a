package io.nicebridge.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A folder that is locked from the first time that something is written there until the end, and
 * locked anew when it was taken away meanwhile. Whoever has it calls it by one thread at a time.
 */
final class FolderHold implements Closeable {
  private final Path folder;
  private boolean closed;
  private @Nullable FolderLock lock;

  FolderHold(Path folder) {
    this.folder = folder;
  }

  /**
   * @throws io.nicebridge.sink.SinkFault after its end
   */
  void mustBeOpen() {
    if (closed) {
      throw Folders.closing();
    }
  }

  /**
   * @throws io.nicebridge.sink.SinkFault after its end, or when somebody else writes there
   */
  void take() throws IOException {
    mustBeOpen();
    FolderLock held = lock;
    if (held != null && !held.isInPlace()) {
      lock = null;
      held.close();
    }
    if (lock == null) {
      lock = FolderLock.of(folder);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    FolderLock held = lock;
    lock = null;
    if (held != null) {
      held.close();
    }
  }
}
