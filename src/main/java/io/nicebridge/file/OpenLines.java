package io.nicebridge.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file that lines are added to. Several threads share a sync. Once a sync has failed, or a
 * broken line could not be taken away, nobody knows what the disk has: every line that was not on
 * disk before has failed, and it takes no further one. (A second sync would succeed: Linux tells
 * such a fault once.)
 */
final class OpenLines {
  private static final int SCANNED = 64 << 10;

  private final Path path;
  private final FileChannel channel;
  private final Object syncing = new Object();
  private long size;
  private long safe;
  private boolean broken;

  private OpenLines(Path path, FileChannel channel, long size) {
    this.path = path;
    this.channel = channel;
    this.size = size;
    this.safe = size;
  }

  /**
   * Goes on behind the last whole line, and takes away what a crash left of another one.
   *
   * @param most bytes of it that are to be kept
   */
  static OpenLines of(Path path, FileChannel channel, long most) throws IOException {
    boolean opened = false;
    try {
      long size = wholeLines(channel, Math.min(most, channel.size()));
      channel.truncate(size);
      channel.position(size);
      opened = true;
      return new OpenLines(path, channel, size);
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }

  /** Returns the bytes that must be on disk for the line to be there. */
  synchronized long write(byte[] line) throws IOException {
    if (broken) {
      throw failedBefore();
    }
    ByteBuffer bytes = ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
    boolean whole = false;
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      whole = true;
    } finally {
      if (!whole) {
        takeBack();
      }
    }
    size += line.length + 1L;
    return size;
  }

  private void takeBack() {
    try {
      channel.truncate(size);
      channel.position(size);
    } catch (IOException cannot) {
      // What failed first is thrown.
      broken = true;
    }
  }

  /** Returns when as many bytes are on disk. */
  void sync(long upTo) throws IOException {
    synchronized (syncing) {
      long now;
      synchronized (this) {
        if (safe >= upTo) {
          return;
        }
        if (broken) {
          throw failedBefore();
        }
        now = size;
      }
      boolean synced = false;
      try {
        channel.force(false);
        synced = true;
      } finally {
        synchronized (this) {
          safe = synced ? now : safe;
          broken |= !synced;
        }
      }
    }
  }

  private static IOException failedBefore() {
    return new IOException("a line of the same group failed, so that it must be written again");
  }

  /** Whether it takes lines, and where they are found: not after its file was removed. */
  boolean isSound() {
    synchronized (this) {
      if (broken) {
        return false;
      }
    }
    return Files.exists(path);
  }

  Path path() {
    return path;
  }

  synchronized long size() {
    return size;
  }

  /** Bytes that are on disk; no more will be after {@link #close}. */
  synchronized long safe() {
    return safe;
  }

  /** What is not on disk yet has failed. */
  void close() throws IOException {
    synchronized (syncing) {
      synchronized (this) {
        broken = true;
      }
      channel.close();
    }
  }

  /** Bytes up to the end of the last whole line before an end. */
  private static long wholeLines(FileChannel file, long before) throws IOException {
    long end = before;
    while (end > 0) {
      long from = Math.max(0, end - SCANNED);
      ByteBuffer bytes = ByteBuffer.allocate((int) (end - from));
      while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {
        // Until it is full.
      }
      for (int i = bytes.position() - 1; i >= 0; i--) {
        if (bytes.get(i) == '\n') {
          return from + i + 1;
        }
      }
      end = from;
    }
    return 0;
  }
}
