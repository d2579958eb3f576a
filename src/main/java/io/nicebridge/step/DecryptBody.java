package io.nicebridge.step;

import io.nicebridge.id.EndPointId;
import io.nicebridge.message.Refusal;
import io.nicebridge.token.BodyCipher;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Step {@code decrypt-body}: a body that is a compact JWE, as the text that was encrypted for the
 * bridge. What is none stays as it is, unless the response said that it is encrypted.
 */
final class DecryptBody implements Processor {
  private final Optional<BodyCipher> cipher;
  private final EndPointId self;

  DecryptBody(Optional<BodyCipher> cipher, EndPointId self) {
    this.cipher = cipher;
    this.self = self;
  }

  @Override
  public void process(Exchange exchange) {
    Optional<String> body = PayloadText.of(exchange);
    boolean said =
        Facts.known(exchange, CallFacts.REPLY_ENCRYPTED, Boolean.class).orElse(Boolean.FALSE);
    if (body.isEmpty() || (!said && !isCompact(body.get()))) {
      return;
    }
    exchange.getMessage().setBody(decrypted(body.get()));
    exchange.removeProperty(CallFacts.REPLY_ENCRYPTED);
  }

  /** A long text of base64url with four dots; matched by hand, however long it is. */
  private static boolean isCompact(String text) {
    return text.startsWith("eyJ")
        && text.chars().filter(c -> c == '.').count() == 4
        && text.substring(0, Math.min(text.length(), 1_000)).matches("[A-Za-z0-9_.-]+");
  }

  private String decrypted(String body) {
    try {
      return cipher
          .orElseThrow(() -> new IllegalStateException("decrypt-body needs nice.body.keys"))
          .decrypt(body, self.text());
    } catch (BodyCipher.Failure failure) {
      throw new Refusal(Refusal.Kind.BAD_ANSWER, failure.getMessage() + "");
    }
  }
}
