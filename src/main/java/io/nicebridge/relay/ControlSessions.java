package io.nicebridge.relay;

import io.nicebridge.id.EndPointId;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pairs that may signal because a control session joins them (NICE 0.9 section 9.1): opened by
 * EstablishControlSession or SetControlObject, ended by CloseControlSession or by the next
 * SetControlObject. They end with the bridge's process, too.
 */
public final class ControlSessions implements AllowedPairs {
  private final int most;
  private final Set<SessionKey> pairs = ConcurrentHashMap.newKeySet();

  /**
   * Without a session yet.
   *
   * @param most pairs at once; further ones are not opened
   */
  public ControlSessions(int most) {
    this.most = most;
  }

  /** A session of these peers with this one begins. */
  public synchronized void open(EndPointId one, Collection<EndPointId> peers) {
    peers.stream()
        .filter(peer -> !peer.equals(one) && pairs.size() < most)
        .forEach(peer -> pairs.add(SessionKey.of(one, peer)));
  }

  /** The device may be controlled by these, and no longer by others that were set before. */
  public synchronized void set(EndPointId device, Collection<EndPointId> peers) {
    pairs.removeIf(pair -> pair.one().equals(device) || pair.other().equals(device));
    open(device, peers);
  }

  /**
   * Sessions end.
   *
   * @param peers with whom; nobody named means everybody
   */
  public synchronized void close(EndPointId one, Collection<EndPointId> peers) {
    pairs.removeIf(
        pair ->
            peers.isEmpty()
                ? pair.one().equals(one) || pair.other().equals(one)
                : peers.stream().anyMatch(peer -> SessionKey.of(one, peer).equals(pair)));
  }

  @Override
  public boolean allow(EndPointId one, EndPointId other) {
    return pairs.contains(SessionKey.of(one, other));
  }

  /** Everybody who is in a session. */
  public Set<EndPointId> peers() {
    return pairs.stream()
        .flatMap(pair -> Stream.of(pair.one(), pair.other()))
        .collect(Collectors.toUnmodifiableSet());
  }

  public int size() {
    return pairs.size();
  }
}
