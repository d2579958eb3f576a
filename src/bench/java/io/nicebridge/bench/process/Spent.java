package io.nicebridge.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has used, as Linux counts it.
 *
 * @param cpu user and system time since its start, to 10 ms
 * @param residentBytes memory that is resident now (VmRSS)
 */
public record Spent(Duration cpu, long residentBytes) {
  /** USER_HZ, 100 on every Linux that a JDK is built for. */
  private static final int TICKS_PER_SECOND = 100;

  /** Of fields in /proc/pid/stat behind the name, counted from 0: utime and stime. */
  private static final int UTIME = 11;

  private static final int STIME = 12;

  public static Spent by(long pid) {
    try {
      Path process = Path.of("/proc", Long.toString(pid));
      String stat = Files.readString(process.resolve("stat"));
      // The name is in brackets and may hold spaces.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
      return new Spent(Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND), resident(process));
    } catch (IOException e) {
      throw new UncheckedIOException("process " + pid + " cannot be asked what it used", e);
    }
  }

  private static long resident(Path process) throws IOException {
    return Files.readAllLines(process.resolve("status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(0);
  }

  /** CPU time from an earlier moment until this one. */
  public Duration cpuSince(Spent earlier) {
    return cpu.minus(earlier.cpu());
  }
}
