package io.nicebridge.relay;

import io.nicebridge.id.EndPointId;
import io.nicebridge.id.EndPointIdPattern;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A list of pairs that may signal with each other; empty, it allows nobody. */
public final class PeerPairs implements AllowedPairs {
  /** Two patterns; a peer of the one may signal with a peer of the other, both ways. */
  public record Pair(EndPointIdPattern one, EndPointIdPattern other) {
    boolean allows(EndPointId a, EndPointId b) {
      return (one.fits(a) && other.fits(b)) || (one.fits(b) && other.fits(a));
    }

    private boolean isSingle() {
      return !one.isPrefix() && !other.isPrefix();
    }
  }

  public static final PeerPairs NONE = new PeerPairs(List.of());

  private final Set<SessionKey> single = new HashSet<>();
  private final List<Pair> wide;
  private final List<EndPointIdPattern> patterns;

  public PeerPairs(List<Pair> pairs) {
    pairs.stream()
        .filter(Pair::isSingle)
        .forEach(
            pair ->
                single.add(
                    SessionKey.of(
                        pair.one().single().orElseThrow(), pair.other().single().orElseThrow())));
    wide = pairs.stream().filter(pair -> !pair.isSingle()).toList();
    patterns =
        pairs.stream().flatMap(pair -> Stream.of(pair.one(), pair.other())).distinct().toList();
  }

  @Override
  public boolean allow(EndPointId one, EndPointId other) {
    return single.contains(SessionKey.of(one, other))
        || wide.stream().anyMatch(pair -> pair.allows(one, other));
  }

  /** Everybody that stands in it. */
  public List<EndPointIdPattern> patterns() {
    return patterns;
  }
}
