package io.nicebridge.step;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Step {@code sign-webhook}: the headers {@code webhook-id}, {@code webhook-timestamp} and {@code
 * webhook-signature} of the Standard Webhooks specification, HMAC-SHA256 over {@code
 * id.timestamp.body}. The id is the same on every attempt. Without a secret nothing is signed.
 */
final class SignWebhook implements Processor {
  /** The exchange property that holds the secret: {@code whsec_} and base64, or any text. */
  static final String SECRET = "niceWebhookSecret";

  private static final String ENCODED = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";

  private final Clock clock;

  SignWebhook(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) {
    String id = Facts.must(exchange, Facts.EVENT_ID, String.class);
    String seconds = Long.toString(clock.instant().getEpochSecond());
    Message message = exchange.getMessage();
    message.setHeader("webhook-id", id);
    message.setHeader("webhook-timestamp", seconds);
    Facts.known(exchange, SECRET, String.class)
        .filter(secret -> !secret.isEmpty())
        .ifPresent(
            secret ->
                message.setHeader(
                    "webhook-signature",
                    "v1," + signature(secret, id + "." + seconds + ".", body(message))));
  }

  private static byte[] body(Message message) {
    byte[] body = message.getBody(byte[].class);
    return body == null ? new byte[0] : body;
  }

  private static String signature(String secret, String before, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key(secret), ALGORITHM));
      mac.update(before.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private static byte[] key(String secret) {
    return secret.startsWith(ENCODED)
        ? Base64.getDecoder().decode(secret.substring(ENCODED.length()))
        : secret.getBytes(StandardCharsets.UTF_8);
  }
}
