package io.nicebridge.relay;

import io.nicebridge.id.EndPointId;
import io.nicebridge.message.SignalHead;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One signalling message on its way (NICE 0.9 section 9.2). */
public final class Signal {
  private final EndPointId from;
  private final EndPointId to;
  private final String topic;
  private final SignalHead.Kind kind;
  private final Set<String> fragments;
  private final byte[] payload;
  private final long arrived;
  private final long expires;

  // Asked for several times on the way: worked out once, the digest only for what is let in.
  private final SessionKey session;
  private volatile @Nullable ByteBuffer digest;

  /**
   * A message that has just come.
   *
   * @param from who sent it
   * @param to the EndPointID of the topic that it came on
   * @param topic {@code [VERSION]/<to>/management/WebRTCSignaling}, without a leading slash
   * @param fragments ICE username fragments that it describes or belongs to, as far as can be seen
   * @param payload goes on byte for byte; not copied, not to be changed
   * @param arrived nanoTime
   * @param expires nanoTime from which on nobody wants it any more
   */
  public Signal(
      EndPointId from,
      EndPointId to,
      String topic,
      SignalHead.Kind kind,
      Set<String> fragments,
      byte[] payload,
      long arrived,
      long expires) {
    this.from = from;
    this.to = to;
    this.topic = topic;
    this.kind = kind;
    this.fragments = fragments;
    this.payload = payload;
    this.arrived = arrived;
    this.expires = expires;
    this.session = SessionKey.of(from, to);
  }

  public EndPointId from() {
    return from;
  }

  public EndPointId to() {
    return to;
  }

  public String topic() {
    return topic;
  }

  public SignalHead.Kind kind() {
    return kind;
  }

  Set<String> fragments() {
    return fragments;
  }

  public byte[] payload() {
    return payload;
  }

  long arrived() {
    return arrived;
  }

  SessionKey session() {
    return session;
  }

  /** What it is known by when it comes again. */
  ByteBuffer digest() {
    ByteBuffer known = digest;
    if (known == null) {
      known = Digests.of(session, topic, payload);
      digest = known;
    }
    return known;
  }

  Duration left(long now) {
    return Duration.ofNanos(expires - now);
  }

  boolean isExpired(long now) {
    return expires - now <= 0;
  }

  /** For a log: no payload. */
  @Override
  public String toString() {
    return kind + " from " + from + " to " + to + ", " + payload.length + " bytes";
  }
}
