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

  /** Writes into a file that was just made. */
  @FunctionalInterface
  interface Content {
    void into(FileChannel file) throws IOException;
  }

  /** Returns when the file is on disk under its name. */
  default void write(Path file, byte[] bytes) throws IOException {
    Path unsure = file.resolveSibling(file.getFileName() + ".tmp");
    create(
        unsure,
        to -> {
          ByteBuffer left = ByteBuffer.wrap(bytes);
          while (left.hasRemaining()) {
            to.write(left);
          }
        });
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

  /**
   * A file in place of one that may be there; its bytes are on disk. Where that fails it is taken
   * away: the disk may be full.
   */
  static void create(Path file, Content content) throws IOException {
    boolean whole = false;
    try (FileChannel to =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      content.into(to);
      to.force(true);
      whole = true;
    } finally {
      if (!whole) {
        Files.deleteIfExists(file);
      }
    }
  }
}
