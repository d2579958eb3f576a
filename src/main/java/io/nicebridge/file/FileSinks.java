package io.nicebridge.file;

import io.nicebridge.message.DataSection;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders that sinks write to: each opened once, whatever routes come and go. */
public final class FileSinks implements Shelves, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileSinks.class);

  private final Path home;
  private final Clock clock;
  private final Map<Path, LineFile> lines = new HashMap<>();
  private final Map<Path, Recordings> recordings = new HashMap<>();
  private boolean closed;

  /**
   * @param home where relative folders begin
   */
  public FileSinks(Path home, Clock clock) {
    this.home = home;
    this.clock = clock;
  }

  @Override
  public void append(String folder, long maxSize, int keep, byte[] line) {
    LineFile file = lines(folder, maxSize, keep);
    file.limit(maxSize, keep);
    file.append(line);
  }

  private synchronized LineFile lines(String folder, long maxSize, int keep) {
    mustBeOpen();
    return lines.computeIfAbsent(path(folder), path -> new LineFile(path, maxSize, keep, clock));
  }

  @Override
  public void add(String folder, Duration patience, String camera, DataSection section) {
    Recordings kept = recordings(folder, patience);
    kept.limit(patience);
    kept.add(camera, section);
  }

  private synchronized Recordings recordings(String folder, Duration patience) {
    mustBeOpen();
    return recordings.computeIfAbsent(path(folder), path -> new Recordings(path, patience, clock));
  }

  private void mustBeOpen() {
    if (closed) {
      throw Folders.closing();
    }
  }

  private Path path(String folder) {
    return home.resolve(folder).toAbsolutePath().normalize();
  }

  @Override
  public synchronized void close() {
    closed = true;
    lines.values().forEach(FileSinks::close);
    recordings.values().forEach(FileSinks::close);
  }

  private static void close(Closeable folder) {
    try {
      folder.close();
    } catch (IOException e) {
      LOG.warn("a file was not closed cleanly: {}", Folders.reason(e));
    }
  }
}
