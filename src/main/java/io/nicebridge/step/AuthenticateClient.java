package io.nicebridge.step;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.nicebridge.http.PlainCall;
import io.nicebridge.message.Refusal;
import io.nicebridge.rest.Client;
import io.nicebridge.rest.ClientKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Step {@code authenticate-client}: a key of the file of clients, in the field {@code X-API-Key} or
 * as the password of HTTP Basic (RFC 7617), whose user is the client's name. The first step of a
 * plain door. An address that tried too many wrong ones is refused unheard for a while.
 */
final class AuthenticateClient implements Processor {
  private static final String SCHEME = "Basic ";
  private static final int LONGEST = 1_000;

  /** Beyond it the addresses that were quiet the longest begin anew. */
  private static final long MOST_ADDRESSES = 10_000;

  private final Optional<ClientKeys> keys;
  private final int failuresPerMinute;
  private final Cache<String, Bucket> failures =
      Caffeine.newBuilder()
          .maximumSize(MOST_ADDRESSES)
          .expireAfterAccess(Duration.ofMinutes(2))
          .build();

  /**
   * @param failuresPerMinute wrong keys from one address
   */
  AuthenticateClient(Optional<ClientKeys> keys, int failuresPerMinute) {
    this.keys = keys;
    this.failuresPerMinute = failuresPerMinute;
  }

  @Override
  public void process(Exchange exchange) {
    PlainCall call = PlainFacts.call(exchange);
    Bucket left = failures.get(call.remote(), address -> bucket());
    if (left.getAvailableTokens() == 0) {
      throw new Refusal(
          Refusal.Kind.RATE_LIMITED, "too many wrong keys from this address: wait a minute");
    }
    Optional<Client> client = client(call);
    if (client.isEmpty()) {
      boolean unused = left.tryConsume(1);
      throw new Refusal(
          Refusal.Kind.UNAUTHENTICATED,
          "a key is needed: as X-API-Key, or as the password of Authorization: Basic");
    }
    exchange.setProperty(PlainFacts.CLIENT, client.get());
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(failuresPerMinute)
                    .refillGreedy(failuresPerMinute, Duration.ofMinutes(1)))
        .build();
  }

  private Optional<Client> client(PlainCall call) {
    ClientKeys known =
        keys.orElseThrow(() -> new IllegalStateException("nice.rest.clients is missing"));
    Optional<String> key = call.field("X-API-Key").filter(text -> text.length() <= LONGEST);
    return key.isPresent() ? known.find(Optional.empty(), key.get()) : basic(known, call);
  }

  private static Optional<Client> basic(ClientKeys known, PlainCall call) {
    String field = call.authorization().orElse("");
    if (!field.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || field.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      byte[] pair = Base64.getDecoder().decode(field.substring(SCHEME.length()).strip());
      String text = new String(pair, StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return colon < 1
          ? Optional.empty()
          : known.find(Optional.of(text.substring(0, colon)), text.substring(colon + 1));
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }
}
