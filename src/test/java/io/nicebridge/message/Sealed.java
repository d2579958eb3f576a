package io.nicebridge.message;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Sealed messages in the form that they have on the wire; their signatures are none. */
public final class Sealed {
  public static final String DEVICE = "00000009-60fe-5e15-8002-0000000019a4";
  public static final String SERVICE_APP = "00000002-5eab-2e11-8003-000000000000";

  private Sealed() {}

  /** A compact JWS around this payload. */
  public static String jws(String payload) {
    return part("{\"alg\":\"ES256\"}") + "." + part(payload) + "." + part("no signature");
  }

  private static String part(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** As niceapi writes it, with a space after the colon. */
  public static byte[] container(String name, String payload) {
    return Sample.utf8("{\"%s\": \"%s\"}".formatted(name, jws(payload)));
  }

  /** A request of 1.1. */
  public static byte[] request11(String source, String destination) {
    return container(
        "SignedCMF",
        """
        {"Version":"1.0","MessageType":"request","SourceEndPointID":"%s",
        "DestinationEndPointID":"%s","CommandType":"/1.0/x/management/GetControlObject",
        "DateTimeStamp":"2026-11-23T08:00:00.000Z","Payload":"jwe"}"""
            .formatted(source, destination));
  }

  /** A response of 1.1: source and destination are swapped, there is no ReplyID. */
  public static byte[] response11(String source, String destination) {
    return container(
        "SignedCMF",
        """
        {"Version":"1.0","MessageType":"response","SourceEndPointID":"%s",
        "DestinationEndPointID":"%s","DateTimeStamp":"2026-11-23T08:00:01.000Z",
        "ReplyStatusCode":0,"ReplyStatusMessage":"OK","Payload":"jwe"}"""
            .formatted(source, destination));
  }

  /** A request of 1.0.x, whose header is a string inside the JWS. */
  public static byte[] request10x(String source, String destination, long commandId) {
    String header =
        "{\\\"SourceEndPointID\\\":\\\"%s\\\",\\\"DestinationEndPointID\\\":\\\"%s\\\",\\\"CommandID\\\":%d}"
            .formatted(source, destination, commandId);
    return container(
        "EncryptedPayload",
        "{\"EndPointX509Certificate\":\"x\",\"CMFHeader\":\"%s\",\"AccessToken&Payload\":\"jwe\"}"
            .formatted(header));
  }
}
