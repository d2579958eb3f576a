package io.nicebridge.step;

import io.nicebridge.http.Call;
import io.nicebridge.message.Causes;
import io.nicebridge.message.Refusal;
import io.nicebridge.token.KeysUnavailable;
import io.nicebridge.token.TokenRefused;
import io.nicebridge.token.Tokens;
import io.nicebridge.token.VerifierBusy;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step {@code authenticate}: the bearer token of the Authorization field (NICE 0.9 section 7.1.2,
 * RFC 6750 section 2.1), verified. The first step of every door.
 *
 * <p>The caller is never told which check failed (RFC 6750 section 3.1: {@code invalid_token}); the
 * log is, without the token.
 */
final class Authenticate extends AsyncStep {
  private static final Logger LOG = LoggerFactory.getLogger(Authenticate.class);
  private static final String SCHEME = "Bearer ";

  private final Tokens verifier;

  Authenticate(Tokens verifier) {
    this.verifier = verifier;
  }

  @Override
  CompletionStage<?> begin(Exchange exchange) {
    Call call = Facts.call(exchange);
    String bearer = bearer(call.authorization().orElse(""));
    return (call instanceof OwnTrust own ? own.tokens() : verifier)
        .verify(bearer)
        .handle(
            (token, failure) -> {
              if (failure != null) {
                throw refusal(failure);
              }
              exchange.setProperty(Facts.TOKEN, token);
              return token;
            });
  }

  private static String bearer(String authorization) {
    if (authorization.isEmpty()) {
      throw new Refusal(
          Refusal.Kind.UNAUTHENTICATED,
          "no access token: send it as Authorization: Bearer <AccessToken> (section 7.1.2), or by"
              + " MQTT in the message or in the user property Authorization");
    }
    // The scheme's case does not matter (RFC 9110 section 11.1); exactly one space follows.
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new Refusal(
          Refusal.Kind.UNAUTHENTICATED, "the Authorization field must be: Bearer <AccessToken>");
    }
    return authorization.substring(SCHEME.length());
  }

  static Refusal refusal(Throwable failure) {
    Throwable cause = Causes.of(failure);
    if (cause instanceof TokenRefused refused) {
      LOG.debug("access token refused: {}", refused.reason());
      return new Refusal(Refusal.Kind.UNAUTHENTICATED, "the access token is not valid here");
    }
    if (cause instanceof KeysUnavailable) {
      return new Refusal(
          Refusal.Kind.KEYS_UNAVAILABLE,
          "the keys that verify access tokens cannot be had at present: nothing was sent");
    }
    if (cause instanceof VerifierBusy) {
      return new Refusal(
          Refusal.Kind.OVERLOADED, "too many new access tokens at once: nothing was sent");
    }
    LOG.error("verifying an access token failed", cause);
    return new Refusal(Refusal.Kind.INTERNAL, "the bridge could not verify the access token");
  }
}
