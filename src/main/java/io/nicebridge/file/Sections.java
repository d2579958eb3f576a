package io.nicebridge.file;

import io.nicebridge.message.DataSection;
import io.nicebridge.sink.SinkFault;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sections of one recording, in a folder of their own:
 *
 * <pre>
 * 1, 2, …        their bytes
 * last           how many there are, as the first one that came says
 * hash           of the whole, as the first one says that has a usable one
 * contradicted   there when another one said something else
 * done           when it is whole: how many there were, then the hash of each, a line for each
 * </pre>
 *
 * What comes again is no news; what contradicts is a fault that lasts.
 */
final class Sections {
  private static final Logger LOG = LoggerFactory.getLogger(Sections.class);
  private static final String LAST = "last";
  private static final String HASH = "hash";
  private static final String CONTRADICTED = "contradicted";
  private static final String DONE = "done";

  private final Path folder;
  private final DurableFiles files;

  Sections(Path folder, DurableFiles files) {
    this.folder = folder;
    this.files = files;
  }

  boolean areDone() {
    return Files.exists(folder.resolve(DONE));
  }

  boolean wereContradicted() {
    return Files.exists(folder.resolve(CONTRADICTED));
  }

  /**
   * Of a recording that is whole: the section must be one of it.
   *
   * @throws SinkFault a lasting one when it is not
   */
  void recognize(DataSection section) throws IOException {
    List<String> done = Files.readAllLines(folder.resolve(DONE));
    mustBeOf(Integer.parseInt(done.get(0)), section);
    if (!done.get(section.section()).equals(hash(section.bytes()))) {
      throw contradicted(section, "be the one of before: another recording has its DataID");
    }
  }

  /**
   * Returns when the section is on disk.
   *
   * @throws SinkFault a lasting one when it contradicts those of before
   */
  void keep(DataSection section) throws IOException {
    Path last = folder.resolve(LAST);
    if (Files.exists(last)) {
      mustBeOf(Integer.parseInt(Files.readString(last)), section);
    } else {
      files.write(
          last, Integer.toString(section.lastSection()).getBytes(StandardCharsets.US_ASCII));
    }
    Path part = part(section.section());
    if (!Files.exists(part)) {
      files.write(part, section.bytes());
    } else if (Arrays.equals(Files.readAllBytes(part), section.bytes())) {
      files.settle(folder);
    } else {
      throw contradicted(section, "be the one of before: another recording has its DataID");
    }
    keepHash(section);
  }

  private void keepHash(DataSection section) throws IOException {
    Path hash = folder.resolve(HASH);
    Optional<Hashes.Wanted> wanted = Hashes.wanted(section.hashMethod(), section.hash());
    if (wanted.isPresent() && !Files.exists(hash)) {
      files.write(hash, wanted.get().text().getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Of the whole, as the first section said that said one. */
  Optional<Hashes.Wanted> wantedHash() throws IOException {
    Path hash = folder.resolve(HASH);
    return Files.exists(hash)
        ? Optional.of(Hashes.Wanted.of(Files.readString(hash)))
        : Optional.empty();
  }

  private void mustBeOf(int last, DataSection section) throws IOException {
    if (section.lastSection() != last) {
      throw contradicted(
          section,
          "say LastSection [%d] as the first one did, was [%d]"
              .formatted(last, section.lastSection()));
    }
  }

  /** In the log once for each recording; the sink counts them all. */
  private SinkFault contradicted(DataSection section, String must) throws IOException {
    String sentence =
        "section %d of the recording [%s] must %s"
            .formatted(section.section(), SafeName.of(section.dataId()), must);
    if (!wereContradicted()) {
      files.write(folder.resolve(CONTRADICTED), new byte[0]);
      LOG.warn("{}; further ones of it are not told", sentence);
    }
    return SinkFault.lasting(sentence);
  }

  /** From the end: most recordings come in order. */
  boolean areAll(int last) {
    for (int i = last; i >= 1; i--) {
      if (!Files.exists(part(i))) {
        return false;
      }
    }
    return true;
  }

  /** One behind the other, on disk; the name is not its last one. */
  Path join(int last) throws IOException {
    Path whole = folder.resolve("whole.tmp");
    DurableFiles.create(
        whole,
        to -> {
          for (int i = 1; i <= last; i++) {
            copy(part(i), to);
          }
        });
    return whole;
  }

  private static void copy(Path part, FileChannel whole) throws IOException {
    try (FileChannel from = FileChannel.open(part, StandardOpenOption.READ)) {
      long size = from.size();
      for (long at = 0; at < size; ) {
        long copied = from.transferTo(at, size - at, whole);
        if (copied <= 0) {
          throw new EOFException("a section became shorter");
        }
        at += copied;
      }
    }
  }

  /** The recording is in its place: the sections go, their hashes stay. */
  void end(int last) throws IOException {
    List<String> done = new ArrayList<>(List.of(Integer.toString(last)));
    for (int i = 1; i <= last; i++) {
      done.add(hash(Files.readAllBytes(part(i))));
    }
    files.write(folder.resolve(DONE), String.join("\n", done).getBytes(StandardCharsets.US_ASCII));
    for (int i = 1; i <= last; i++) {
      Files.deleteIfExists(part(i));
    }
  }

  /** That they are done goes last: a crash leaves nothing of them that means something else. */
  void forget() throws IOException {
    Path done = folder.resolve(DONE);
    try (Stream<Path> all = Files.list(folder)) {
      for (Path left : all.filter(file -> !file.equals(done)).toList()) {
        Files.deleteIfExists(left);
      }
    }
    Files.delete(done);
    Files.delete(folder);
  }

  private Path part(int number) {
    return folder.resolve(Integer.toString(number));
  }

  private static String hash(byte[] bytes) {
    return Hashes.hex("SHA-256", bytes);
  }
}
