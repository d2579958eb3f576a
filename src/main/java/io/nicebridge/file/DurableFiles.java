package io.nicebridge.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are there whole or not at all, under their names too, whatever happens. */
@FunctionalInterface
interface DurableFiles {
  /** Returns when the names in a folder are on disk. */
  void settle(Path folder) throws IOException;

  /** Returns when the file is on disk under its name. */
  default void write(Path file, byte[] bytes) throws IOException {
    Path unsure = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileChannel to = create(unsure)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        to.write(left);
      }
      to.force(true);
    }
    move(unsure, file);
  }

  /** Returns when it has its new name on disk. */
  default void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    Path folder = to.getParent();
    if (folder != null) {
      settle(folder);
    }
  }

  /** An empty file, in place of one that may be there. */
  static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }
}
