package io.nicebridge.token;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A small file that others write, and whether they have since it was last read. */
final class WatchedFile {
  private final Path file;
  private final int longest;
  private volatile FileStamp lastRead = FileStamp.NONE;

  WatchedFile(Path file, int longest) {
    this.file = file;
    this.longest = longest;
  }

  boolean changed() {
    return !FileStamp.of(file).equals(lastRead);
  }

  byte[] read() throws IOException {
    // Stamped before: a change while reading is seen as one afterwards.
    lastRead = FileStamp.of(file);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(longest + 1);
      if (bytes.length > longest) {
        throw new IOException(file + " is longer than " + longest + " bytes");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new IOException(file + " is not there", e);
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
