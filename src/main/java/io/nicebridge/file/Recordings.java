package io.nicebridge.file;

import io.nicebridge.message.DataSection;
import io.nicebridge.sink.SinkFault;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recordings in a folder, put together from the sections of SceneData:
 *
 * <pre>
 * &lt;camera&gt;/&lt;recording&gt;              whole, its hash checked where there is one
 * &lt;camera&gt;/&lt;recording&gt;.mismatch     whole, and not what its hash says; or contradicted, without a hash
 * .parts/&lt;camera&gt;/&lt;DataID&gt;/        sections of what is not whole yet, and of what was lately
 * .incomplete/…                    what did not become whole in its time
 * </pre>
 *
 * Sections may come in any order and more than once. All that is known is on disk: it goes on after
 * a crash where it was. Nothing that lies there is ever replaced by something else.
 */
final class Recordings implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);

  private final Path folder;
  private final DurableFiles files;
  private final Leftovers leftovers;
  private final FolderHold hold;

  /**
   * @param patience how long after its last section a recording may be incomplete
   */
  Recordings(Path folder, Duration patience, Clock clock) {
    this(folder, patience, clock, Folders::sync);
  }

  Recordings(Path folder, Duration patience, Clock clock, DurableFiles files) {
    this.folder = folder;
    this.files = files;
    this.hold = new FolderHold(folder);
    this.leftovers = new Leftovers(folder, patience, clock);
  }

  /** From the next section on; as the constructor says. */
  synchronized void limit(Duration patience) {
    leftovers.limit(patience);
  }

  /**
   * Returns when the section is on disk, and the recording too if it was the last one missing.
   *
   * @param camera whose it is, as its sender writes it
   * @throws SinkFault when it is not: a lasting one when it contradicts what came before, else it
   *     may be given again
   */
  synchronized void add(String camera, DataSection section) {
    try {
      hold.take();
      Path parts = Leftovers.parts(folder, camera, section.dataId());
      leftovers.sweep(parts);
      Sections sections = new Sections(parts, files);
      if (sections.areDone()) {
        sections.recognize(section);
        return;
      }
      Folders.make(parts);
      sections.keep(section);
      if (sections.areAll(section.lastSection())) {
        putTogether(sections, camera, section);
      }
    } catch (IOException e) {
      throw SinkFault.passing(
          "a recording in the folder [%s] cannot be written: %s"
              .formatted(folder, Folders.reason(e)),
          Optional.empty());
    }
  }

  private void putTogether(Sections sections, String camera, DataSection section)
      throws IOException {
    Path home = Folders.make(folder.resolve(SafeName.of(camera)));
    Path whole = sections.join(section.lastSection());
    RecordingName name = new RecordingName(section);
    Optional<Hashes.Wanted> wanted = sections.wantedHash();
    boolean fits = wanted.isPresent() ? wanted.get().fits(whole) : !sections.wereContradicted();
    if (!fits) {
      LOG.warn(
          "the recording {} of {} is not what its hash says, or was contradicted",
          name,
          SafeName.of(camera));
    }
    files.move(whole, name.in(home, fits ? "" : ".mismatch", whole));
    sections.end(section.lastSection());
  }

  @Override
  public synchronized void close() throws IOException {
    hold.close();
  }
}
