package io.nicebridge.relay;

import io.nicebridge.id.EndPointId;

/** Who may signal with whom. What nobody allows is denied. */
@FunctionalInterface
public interface AllowedPairs {
  /** Either way round. */
  boolean allow(EndPointId one, EndPointId other);

  default AllowedPairs or(AllowedPairs more) {
    return (one, other) -> allow(one, other) || more.allow(one, other);
  }
}
