package io.nicebridge.bench.load;

import io.nicebridge.bench.Devices;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Signalling of many pairs, each a caller and a called one (NICE 0.9 section 9.2): first an offer,
 * then candidates, Common Messages of {@value #SIZE} bytes each.
 */
public final class Signals {
  /** Of each Common Message, in bytes. */
  public static final int SIZE = 1_000;

  /** The beginning of every caller's EndPointID, as tables of the bridge have it. */
  public static final String CALLERS = "00000001-5cdd-280b-8002-*";

  /** Fits the topics of all who are called. */
  static final String FILTER = "+/+/management/WebRTCSignaling";

  private static final int FIRST_CALLED = 0x1_0000;

  private Signals() {}

  /** {@code <caller> <called>} of so many pairs. */
  public static List<String> pairs(int sessions) {
    return IntStream.range(0, sessions).mapToObj(n -> caller(n) + " " + called(n)).toList();
  }

  private static String caller(int session) {
    return "00000001-5cdd-280b-8002-%012x".formatted(session);
  }

  private static String called(int session) {
    return "00000001-5eab-2e10-8003-%012x".formatted(FIRST_CALLED + session);
  }

  static String topic(int session) {
    return "1/%s/management/WebRTCSignaling".formatted(called(session));
  }

  static Mould offer(int session) {
    return mould(session, "{\\\"type\\\":\\\"offer\\\",\\\"sdp\\\":\\\"%s\\\"}");
  }

  static Mould candidate(int session) {
    return mould(session, "{\\\"candidate\\\":\\\"%s\\\",\\\"sdpMid\\\":\\\"0\\\"}");
  }

  private static Mould mould(int session, String body) {
    int room = SIZE - message(session, body.formatted("")).length();
    return Mould.of(message(session, body.formatted("x".repeat(room))));
  }

  private static String message(int session, String body) {
    return """
        {"MessageType":"request","SourceEndPointID":"%s","DestinationEndPointID":"%s",\
        "DateTimeStamp":"%s","CommandID":%d,"CommandType":"/%s","AccessToken":"none",\
        "EncryptionOn":false,"Payload":{"Body":"%s"}}"""
        .formatted(
            caller(session), called(session), Devices.STAMP, Mould.FIRST, topic(session), body);
  }
}
