package io.nicebridge.relay;

import io.nicebridge.id.EndPointId;
import io.nicebridge.message.SignalHead;
import java.time.Duration;

/**
 * One signalling message on its way (NICE 0.9 section 9.2).
 *
 * @param from who sent it
 * @param to the EndPointID of the topic that it came on
 * @param topic {@code [VERSION]/<to>/management/WebRTCSignaling}, without a leading slash
 * @param payload goes on byte for byte; not copied, not to be changed
 * @param arrived nanoTime
 * @param expires nanoTime from which on nobody wants it any more
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
public record Signal(
    EndPointId from,
    EndPointId to,
    String topic,
    SignalHead.Kind kind,
    byte[] payload,
    long arrived,
    long expires) {

  SessionKey session() {
    return SessionKey.of(from, to);
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
