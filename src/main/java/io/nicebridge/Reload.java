package io.nicebridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Route files taken in while the bridge runs. The new ones are read, checked and started beside the
 * old; only when that worked do they get the front door. A bad file changes nothing but the health
 * page and the log.
 */
final class Reload {
  private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

  /** Routes that drive themselves pause for each attempt. */
  private static final Duration PAUSE = Duration.ofSeconds(30);

  /** Checks the files and starts what changed; the faults if there are any, a sentence each. */
  @FunctionalInterface
  interface Swap {
    List<String> to(Set<Path> changed) throws Exception;
  }

  private final Supplier<List<Path>> files;
  private final Swap swap;
  private final Clock clock;
  private Map<Path, String> running;
  private @Nullable Map<Path, String> rejected;
  private Instant again = Instant.MAX;
  private volatile @Nullable String fault;
  private String why = "";

  Reload(Supplier<List<Path>> files, Swap swap, Clock clock) throws IOException {
    this.files = files;
    this.clock = clock;
    this.swap = swap;
    this.running = prints();
  }

  /** Why the running routes are not the ones in the files, if so. */
  Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  /** Takes the files in, if they are not those that run; what happened, in a sentence. */
  synchronized String now() {
    rejected = null;
    return ifChanged();
  }

  /**
   * As {@link #now()}, but what has been refused once is not tried again until it changes; what
   * could not be started, as something that it needs was away, is tried again after a while.
   */
  synchronized String ifChanged() {
    Map<Path, String> found;
    try {
      found = prints();
    } catch (IOException e) {
      return refuse(null, "the route files cannot be read: " + e.getMessage());
    }
    if (found.equals(running)) {
      if (fault != null) {
        LOG.info("the route files are again those that run");
      }
      fault = null;
      why = "";
      rejected = null;
      return "nothing changed";
    }
    boolean tried = found.equals(rejected) && clock.instant().isBefore(again);
    return tried ? String.valueOf(fault) : take(found);
  }

  private String take(Map<Path, String> found) {
    try {
      List<String> faults = swap.to(changed(found));
      if (!faults.isEmpty()) {
        again = Instant.MAX;
        return refuse(found, String.join("; ", faults));
      }
    } catch (Exception e) {
      again = clock.instant().plus(PAUSE);
      return refuse(found, String.join("; ", StartRefused.because(e).reasons()));
    }
    Set<Path> removed = new HashSet<>(running.keySet());
    removed.removeAll(found.keySet());
    Set<Path> taken = changed(found);
    taken.removeAll(removed);
    String changed = names(taken) + (removed.isEmpty() ? "" : ", removed: " + names(removed));
    running = found;
    rejected = null;
    fault = null;
    why = "";
    LOG.info("routes reloaded: {}", changed);
    return "reloaded: " + changed;
  }

  private String refuse(@Nullable Map<Path, String> found, String reason) {
    rejected = found;
    String sentence = reason.lines().map(String::strip).collect(Collectors.joining(" "));
    if (sentence.equals(why)) {
      return String.valueOf(fault);
    }
    why = sentence;
    fault =
        "the route files were not taken at %s, the last good routes keep running: %s"
            .formatted(clock.instant().truncatedTo(ChronoUnit.SECONDS), sentence);
    LOG.error(fault);
    return String.valueOf(fault);
  }

  private Set<Path> changed(Map<Path, String> found) {
    return Stream.concat(found.keySet().stream(), running.keySet().stream())
        .filter(file -> !String.valueOf(found.get(file)).equals(running.get(file)))
        .collect(Collectors.toSet());
  }

  private static String names(Set<Path> files) {
    return files.stream()
        .map(file -> String.valueOf(file.getFileName()))
        .sorted()
        .toList()
        .toString();
  }

  private Map<Path, String> prints() throws IOException {
    Map<Path, String> prints = new TreeMap<>();
    for (Path file : files.get()) {
      prints.put(file, print(Files.readAllBytes(file)));
    }
    return prints;
  }

  private static String print(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
