package io.nicebridge.file;

import io.nicebridge.sink.SinkFault;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Folders that outlive a loss of power: a file's name is on disk only when its folder is. */
final class Folders {
  private static final boolean UNSYNCABLE = File.separatorChar == '\\';

  private Folders() {}

  /** Makes it and what it lies in, as far as they are not there; returns when they are on disk. */
  static Path make(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent == null) {
      return Files.createDirectories(folder);
    }
    make(parent);
    Files.createDirectories(folder);
    sync(parent);
    return folder;
  }

  /** Returns when the names in it are on disk; Windows knows no such thing. */
  static void sync(Path folder) throws IOException {
    if (UNSYNCABLE) {
      return;
    }
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  /** What a person reads; not all have a text: an interrupt has none. */
  static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** A late attempt must not take a folder again that was given back. */
  static SinkFault closing() {
    return SinkFault.passing("the bridge is closing", Optional.empty());
  }
}
