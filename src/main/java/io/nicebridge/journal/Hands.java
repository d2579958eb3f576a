package io.nicebridge.journal;

/**
 * What a sink may have in hand at once.
 *
 * @param messages how many
 * @param bytes of bodies, all together; one alone always fits, however large
 */
public record Hands(int messages, long bytes) {
  /** Whether no further one may come. */
  public boolean areFull(int held, long heldBytes) {
    return held >= messages || heldBytes >= bytes;
  }
}
