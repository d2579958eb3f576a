package io.nicebridge.file;

import io.nicebridge.message.DataSection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders that sinks write to: each opened once, whatever routes come and go. */
public final class FileSinks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileSinks.class);

  private final Path home;
  private final Clock clock;
  private final Map<Path, LineFile> lines = new ConcurrentHashMap<>();
  private final Map<Path, Recordings> recordings = new ConcurrentHashMap<>();

  /**
   * @param home where relative folders begin
   */
  public FileSinks(Path home, Clock clock) {
    this.home = home;
    this.clock = clock;
  }

  /**
   * Appends a line to the files of a folder; returns when it is on disk.
   *
   * @param maxSize bytes of a file before the next one begins; counts at the first line
   * @param keep files of the folder, 0 for all; counts at the first line
   * @throws io.nicebridge.sink.SinkFault when it is not
   */
  public void append(String folder, long maxSize, int keep, byte[] line) {
    lines
        .computeIfAbsent(path(folder), path -> new LineFile(path, maxSize, keep, clock))
        .append(line);
  }

  /**
   * Keeps a section of a recording; returns when it is on disk.
   *
   * @param patience how long after its last section a recording may be incomplete
   * @throws io.nicebridge.sink.SinkFault when it is not
   */
  public void add(String folder, Duration patience, String camera, DataSection section) {
    recordings
        .computeIfAbsent(path(folder), path -> new Recordings(path, patience, clock))
        .add(camera, section);
  }

  private Path path(String folder) {
    return home.resolve(folder).toAbsolutePath().normalize();
  }

  @Override
  public void close() {
    lines
        .values()
        .forEach(
            file -> {
              try {
                file.close();
              } catch (IOException e) {
                LOG.warn("a file was not closed cleanly: {}", e.getMessage());
              }
            });
    lines.clear();
  }
}
