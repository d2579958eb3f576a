package io.nicebridge.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A small file that is there whole or not at all, whenever the process or the power goes. */
public final class WholeFile {
  private WholeFile() {}

  /** Returns when the content is on the disk. One writer at a time. */
  public static void write(Path file, byte[] content) throws IOException {
    Path unsure = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileChannel to =
        FileChannel.open(
            unsure,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        to.write(bytes);
      }
      to.force(true);
    }
    Files.move(unsure, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
