package io.nicebridge.step;

import io.nicebridge.message.Refusal;
import io.nicebridge.token.BodyCipher;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Step {@code encrypt-body}: the body, on its way to the device of the call, as a compact JWE for
 * that device's key; the request will say so by EncryptionOn (NICE 0.9 section 4.1).
 */
final class EncryptBody implements Processor {
  private final Optional<BodyCipher> cipher;

  EncryptBody(Optional<BodyCipher> cipher) {
    this.cipher = cipher;
  }

  @Override
  public void process(Exchange exchange) {
    Optional<String> body = PayloadText.of(exchange);
    if (body.isEmpty()) {
      return;
    }
    String device = Facts.must(exchange, CallFacts.DEVICE, String.class);
    String id =
        Cameras.of(exchange.getContext())
            .find(device)
            .map(camera -> camera.endPointId().text())
            .orElse(device);
    exchange.getMessage().setBody(encrypted(id, body.get()));
    exchange.setProperty(CallFacts.ENCRYPTED, true);
  }

  private String encrypted(String id, String body) {
    try {
      return cipher
          .orElseThrow(() -> new IllegalStateException("encrypt-body needs nice.body.keys"))
          .encrypt(id, body);
    } catch (BodyCipher.Failure failure) {
      throw new Refusal(Refusal.Kind.NOT_BRIDGEABLE, failure.getMessage() + "");
    }
  }
}
