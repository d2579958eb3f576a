package io.nicebridge.step;

import io.nicebridge.message.Causes;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.SealedRequest;
import io.nicebridge.token.MessageVerifier;
import io.nicebridge.token.TokenRefused;
import io.nicebridge.token.VerifierBusy;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step {@code verify-signed-cmf}: a sealed message (NICE 1.1 SignedCMF, 1.0.x EncryptedPayload)
 * must be signed by somebody for whom a root of {@code nice.signed.trust} vouches. Messages that
 * are not sealed pass. Its place is after {@code read-request}.
 */
final class VerifySignedCmf extends AsyncStep {
  private static final Logger LOG = LoggerFactory.getLogger(VerifySignedCmf.class);

  private final Optional<MessageVerifier> verifier;

  VerifySignedCmf(Optional<MessageVerifier> verifier) {
    this.verifier = verifier;
  }

  @Override
  CompletionStage<?> begin(Exchange exchange) {
    if (!(Facts.request(exchange) instanceof SealedRequest sealed)) {
      return CompletableFuture.completedFuture(null);
    }
    String container = sealed.edition().container().orElseThrow();
    return verifier
        .orElseThrow(() -> new IllegalStateException("nice.signed.trust is missing"))
        .verify(sealed.jws())
        .exceptionally(
            failure -> {
              throw refusal(container, failure);
            });
  }

  private static Refusal refusal(String container, Throwable failure) {
    Throwable cause = Causes.of(failure);
    if (cause instanceof TokenRefused refused) {
      LOG.debug("{} refused: {}", container, refused.reason());
      return new Refusal(Refusal.Kind.FORBIDDEN, container + " " + must(refused.reason()));
    }
    if (cause instanceof VerifierBusy) {
      return new Refusal(
          Refusal.Kind.OVERLOADED, "too many sealed messages to verify at once: nothing was sent");
    }
    LOG.error("verifying a sealed message failed", cause);
    return new Refusal(Refusal.Kind.INTERNAL, "the bridge could not verify " + container);
  }

  /** Nothing here helps a forger: what is asked for is public, and so is the certificate. */
  private static String must(TokenRefused.Reason reason) {
    return switch (reason) {
      case ALGORITHM -> "must be signed by ES256, PS256 or RS512, with a key of that kind";
      case UNKNOWN_KEY -> "must bring an x5c chain, valid now, to a root that this bridge trusts";
      case SIGNATURE -> "must be signed by the first certificate of its x5c";
      default -> "must be a compact JWS with alg, kid and x5c in its header";
    };
  }
}
