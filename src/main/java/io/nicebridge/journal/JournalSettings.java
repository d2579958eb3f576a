package io.nicebridge.journal;

import java.nio.file.Path;

/**
 * Where the journal lies and how much it may take: the settings {@code nice.journal.*}, read.
 *
 * @param folder made when it is not there; belongs to one process at a time
 * @param maxDisk bytes that the folder may take; at least 64 MB
 * @param minDiskFree bytes that the file system must have left over; the engine itself does not
 *     survive a write that fails
 * @param memory bytes of waiting messages in the heap; what is more lies on disk only
 * @param maxPending appends that may wait for the disk at once
 * @param maxPendingBytes bytes of bodies that may wait for the disk at once
 * @param rememberedIds how many of the last ids are known as seen, also after a restart
 */
public record JournalSettings(
    Path folder,
    long maxDisk,
    long minDiskFree,
    long memory,
    int maxPending,
    long maxPendingBytes,
    int rememberedIds) {
  private static final long MB = 1 << 20;
  private static final long LEAST_DISK = 64 * MB;

  public JournalSettings {
    require(maxDisk >= LEAST_DISK, "max-disk", maxDisk, "must be at least 64 MB");
    require(minDiskFree >= 0, "min-disk-free", minDiskFree, "must not be negative");
    require(memory >= MB, "memory", memory, "must be at least 1 MB");
    require(maxPending > 0, "max-pending", maxPending, "must be at least 1");
    require(maxPendingBytes > 0, "max-pending-bytes", maxPendingBytes, "must be at least 1");
    require(rememberedIds > 0, "remembered-ids", rememberedIds, "must be at least 1");
  }

  private static void require(boolean holds, String key, long was, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("nice.journal." + key + " [" + was + "] " + rule);
    }
  }

  /** Bytes: small folders are written in small files, so that they shrink again. */
  int fileSize() {
    return (int) Math.min(10 * MB, Math.max(MB, maxDisk / 32));
  }
}
