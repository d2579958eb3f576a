package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nicebridge.demo.DevCertificates;
import io.nicebridge.message.Edition;
import io.nicebridge.message.Sealed;
import io.nicebridge.token.MessageVerifier;
import io.nicebridge.token.TrustedRoots;
import io.nicebridge.token.VerifierLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;

/** A request and a response of each edition, as callers and devices write them. */
final class Editions {
  private static final ObjectMapper JSON = new ObjectMapper();

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

  /** What is in a container whose signature verifies, with a chain to this authority. */
  static JsonNode signed(byte[] message, String container, X509Certificate authority) {
    try {
      JsonNode body = JSON.readTree(message);
      assertThat(body.fieldNames()).toIterable().containsExactly(container);
      String jws = body.path(container).asText();
      TrustedRoots roots = TrustedRoots.parse(DevCertificates.pem(authority));
      try (MessageVerifier verifier =
          new MessageVerifier(roots, VerifierLimits.forThisMachine(), Clock.systemUTC())) {
        verifier.verify(jws).toCompletableFuture().join();
      }
      return JSON.readTree(Base64.getUrlDecoder().decode(jws.split("\\.", -1)[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
