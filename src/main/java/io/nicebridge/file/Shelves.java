package io.nicebridge.file;

import io.nicebridge.message.DataSection;
import java.time.Duration;

/** The folders that sinks write to. */
public interface Shelves {
  /**
   * Appends a line to the files of a folder; returns when it is on disk.
   *
   * @param maxSize bytes of a file before the next one begins
   * @param keep files of the folder, 0 for all
   * @throws io.nicebridge.sink.SinkFault when it is not
   */
  void append(String folder, long maxSize, int keep, byte[] line);

  /**
   * Keeps a section of a recording; returns when it is on disk.
   *
   * @param patience how long after its last section a recording may be incomplete
   * @throws io.nicebridge.sink.SinkFault when it is not
   */
  void add(String folder, Duration patience, String camera, DataSection section);
}
