package io.nicebridge;

import io.nicebridge.message.Edition;
import io.nicebridge.message.Sealed;
import java.nio.charset.StandardCharsets;

/** A request and a response of each edition, as callers and devices write them. */
final class Editions {
  private Editions() {}

  static String path(Edition edition, String endPoint, String command) {
    return (edition == Edition.V0_9 ? "1/" : "1.0/") + endPoint + "/" + command;
  }

  static byte[] request(Edition edition, String path) {
    return switch (edition) {
      case V0_9 -> utf8(Messages.request(path, "t", Messages.nextCommand()));
      case V1_0 ->
          utf8(
              """
              { "Version": "1.0", "MessageType": "request", "SourceEndPointID": "%s",
                "DestinationEndPointID": "%s", "DateTimeStamp": "2026-08-09T06:39:31:000000",
                "CommandID": %d, "CommandType": "/%s", "Payload": {"DeviceID": "\\u00e9"} }
              """
                  .formatted(
                      Messages.CALLER, path.split("/", -1)[1], Messages.nextCommand(), path));
      // Its DestinationEndPointID is the application's and not the path's.
      case V1_0_X -> Sealed.request10x(Sealed.DEVICE, Sealed.SERVICE_APP, Messages.nextCommand());
      case V1_1 -> signed(Messages.nextCommand());
    };
  }

  /** Another message each time, as a signature makes it. */
  private static byte[] signed(long number) {
    return Sealed.container(
        "SignedCMF",
        "{\"SourceEndPointID\":\"%s\",\"DestinationEndPointID\":\"%s\",\"n\":%d}"
            .formatted(Sealed.DEVICE, Sealed.SERVICE_APP, number));
  }

  /** What the device answers, with spaces and escapes that nobody may touch. */
  static byte[] response(Edition edition) {
    return switch (edition) {
      case V0_9, V1_0 ->
          utf8(
              """
              { %s"MessageType":"response", "SourceEndPointID":"x", "DestinationEndPointID":"y",
                "DateTimeStamp":"2026-11-23T08:00:00.000Z","EncryptionOn":false,"ReplyID":1,
                "ReplyStatusCode":200,"ReplyErrorCode":0,"ReplyStatusMessage":"\\u00e9" }
              """
                  .formatted(edition == Edition.V1_0 ? "\"Version\" : \"1.0\"," : ""));
      case V1_0_X ->
          Sealed.container(
              "EncryptedPayload",
              "{\"SourceEndPointID\":\"%s\",\"DestinationEndPointID\":\"%s\",\"ReplyID\":1}"
                  .formatted(Sealed.DEVICE, Sealed.SERVICE_APP));
      case V1_1 -> Sealed.response11(Sealed.SERVICE_APP, Sealed.DEVICE);
    };
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
