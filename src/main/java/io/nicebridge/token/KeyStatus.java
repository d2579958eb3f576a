package io.nicebridge.token;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How it stands with the keys, for health.
 *
 * @param available whether tokens can be verified at all
 * @param age since the set in use was fetched; grows through an outage
 * @param keys how many are in use
 * @param leftOut one part of a sentence for each key that is in the set and not used
 * @param lastError why the latest refresh failed, empty when it did not
 */
public record KeyStatus(
    boolean available,
    Optional<Duration> age,
    int keys,
    List<String> leftOut,
    Optional<String> lastError) {
  public KeyStatus {
    leftOut = List.copyOf(leftOut);
  }
}
