package io.nicebridge.token;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * A JWK set at an https address. Redirects are not followed: the address is what the operator
 * trusts, not where it points. Every wait is bounded, the one for a body that drips too.
 */
final class HttpsKeys implements KeySource {
  /** To connect; the whole exchange has twice that. */
  static final Duration DEADLINE = Duration.ofSeconds(2);

  private final HttpClient client;
  private final URI address;
  private final Duration whole;

  HttpsKeys(URI address, Optional<SSLContext> trust, Duration deadline) {
    if (address.getHost() == null || address.getUserInfo() != null) {
      throw new IllegalArgumentException("key set address must name a host and no user");
    }
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(deadline);
    trust.ifPresent(builder::sslContext);
    this.client = builder.build();
    this.address = address;
    this.whole = deadline.multipliedBy(2);
  }

  @Override
  public CompletionStage<byte[]> fetch() {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Accept", "application/jwk-set+json, application/json")
            .timeout(whole)
            .build();
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(request, response -> new BoundedBody(LONGEST));
    CompletableFuture<byte[]> body = sent.thenCompose(this::body);
    var unused =
        body.orTimeout(whole.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete(
                (bytes, failure) -> {
                  if (failure != null) {
                    // Ends the connection of a body that still drips.
                    sent.cancel(true);
                  }
                });
    return body;
  }

  private CompletionStage<byte[]> body(HttpResponse<byte[]> response) {
    if (response.statusCode() != 200) {
      return CompletableFuture.failedFuture(
          new IOException("answered " + response.statusCode() + ", must be 200"));
    }
    return CompletableFuture.completedFuture(response.body());
  }

  /** Without the query, in which some put what is secret. */
  @Override
  public String toString() {
    return "https://" + address.getAuthority() + address.getPath();
  }
}
