package io.nicebridge.step;

import io.nicebridge.message.Refusal;
import io.nicebridge.message.RequestMessage;
import io.nicebridge.token.AccessToken;
import io.nicebridge.token.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/**
 * Step {@code check-body-token}: the message's own AccessToken (NICE 0.9 section 4.1), for
 * destinations that ask for it. Section 7.1.2 speaks of one AccessToken and never says that the
 * header's and the message's are equal; real systems have two, so the relation is a setting.
 */
final class CheckBodyToken extends AsyncStep {
  /** How the message's token relates to the bearer. */
  enum Relation {
    EQUAL,
    SAME_SUBJECT,
    ANY
  }

  private final Tokens verifier;
  private final Relation relation;
  private final Authorize permits;

  /**
   * @param permits what the message's token must permit, like any other
   */
  CheckBodyToken(Tokens verifier, Relation relation, Authorize permits) {
    this.permits = permits;
    this.verifier = verifier;
    this.relation = relation;
  }

  @Override
  CompletionStage<?> begin(Exchange exchange) {
    Optional<RequestMessage> request = Facts.plainRequest(exchange);
    // The token of a sealed message is sealed with it: its addressee checks it. The bridge's own
    // request has the token that the device asks for, which need not be one for this bridge.
    if (!Facts.destination(exchange).verifyBodyToken()
        || request.isEmpty()
        || Facts.call(exchange) instanceof OwnCall) {
      return CompletableFuture.completedFuture(null);
    }
    String inBody = request.get().accessToken().orElse("");
    if (relation == Relation.EQUAL) {
      checkEqual(Facts.call(exchange).authorization().orElse(""), inBody);
    }
    return verifier
        .verify(inBody)
        .handle(
            (token, failure) -> {
              if (failure != null) {
                throw Authenticate.refusal(failure);
              }
              checkSubject(Facts.token(exchange), token);
              permits.check(token, Facts.path(exchange));
              return token;
            });
  }

  private static void checkEqual(String authorization, String inBody) {
    String bearer = authorization.substring(authorization.indexOf(' ') + 1);
    boolean equal =
        MessageDigest.isEqual(
            bearer.getBytes(StandardCharsets.UTF_8), inBody.getBytes(StandardCharsets.UTF_8));
    if (!equal) {
      throw unauthenticated("the message's AccessToken must be the bearer token");
    }
  }

  private void checkSubject(AccessToken bearer, AccessToken inBody) {
    if (relation != Relation.ANY && !bearer.subject().equals(inBody.subject())) {
      throw unauthenticated("the message's AccessToken must have the bearer token's subject");
    }
  }

  private static Refusal unauthenticated(String sentence) {
    return new Refusal(Refusal.Kind.UNAUTHENTICATED, sentence);
  }
}
