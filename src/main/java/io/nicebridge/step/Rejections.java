package io.nicebridge.step;

import io.nicebridge.journal.Rejected;
import io.nicebridge.message.Refusal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/** What is known of something that came in and was no message. */
final class Rejections {
  private static final String NOWHERE = "unknown";

  private Rejections() {}

  static Rejected of(Exchange exchange, Refusal refusal) {
    Map<String, String> facts = new HashMap<>();
    Facts.known(exchange, Facts.TOPIC, String.class).ifPresent(topic -> facts.put("topic", topic));
    Facts.known(exchange, OnvifEvents.CAMERA, String.class)
        .ifPresent(camera -> facts.put("topic", camera));
    body(exchange)
        .ifPresent(
            body -> {
              facts.put("bytes", Integer.toString(body.length));
              facts.put("sha256", sha256(body));
            });
    String input = exchange.getFromRouteId();
    return new Rejected(
        input == null ? NOWHERE : input, facts, AnswerRefusal.unquoted(refusal.sentence()));
  }

  private static Optional<byte[]> body(Exchange exchange) {
    return Facts.known(exchange, Facts.BODY, byte[].class)
        .or(
            () ->
                exchange.getMessage().getBody() instanceof byte[] bytes
                    ? Optional.of(bytes)
                    : Optional.empty());
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
