package io.nicebridge.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One process, one folder. The engine locks too, and waits for its lock while holding up the start;
 * this one says no at once. It ends with the process, however that ends.
 */
final class FolderLock implements AutoCloseable {
  private final FileChannel file;

  private FolderLock(FileChannel file) {
    this.file = file;
  }

  /**
   * @throws IllegalStateException one sentence for whoever is on call
   */
  static FolderLock of(Path folder) {
    FileChannel file;
    try {
      Files.createDirectories(folder);
      file =
          FileChannel.open(
              folder.resolve("in-use"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the journal's folder [" + folder + "] must be a folder that the bridge may write to", e);
    }
    try {
      if (file.tryLock() != null) {
        return new FolderLock(file);
      }
    } catch (OverlappingFileLockException ours) {
      // The same process has it: said below.
    } catch (IOException e) {
      close(file);
      throw new IllegalStateException(
          "the journal's folder [" + folder + "] must be on a file system that knows locks", e);
    }
    close(file);
    throw new IllegalStateException(
        "the journal's folder ["
            + folder
            + "] is in use: another bridge must be stopped first, or this one must have a folder"
            + " of its own");
  }

  private static void close(FileChannel file) {
    try {
      file.close();
    } catch (IOException e) {
      throw new IllegalStateException("the journal's lock could not be given back", e);
    }
  }

  @Override
  public void close() {
    close(file);
  }
}
