package io.nicebridge.token;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * OAuth 2.0 client credentials (RFC 6749 section 4.4), with the client's secret by HTTP Basic
 * (section 2.3.1). No redirect is followed, and every wait is bounded, the one for a body that
 * drips too.
 */
final class ClientCredentials {
  private static final Duration DEADLINE = Duration.ofSeconds(3);
  private static final int LONGEST = 64 * 1024;

  /** Where the issuer does not say (section 5.1: it should). */
  private static final Duration ASSUMED_LIFETIME = Duration.ofMinutes(1);

  /** Longer than that nobody means, and clocks would run over. */
  private static final Duration LONGEST_LIFETIME = Duration.ofDays(365);

  /**
   * Who asks whom.
   *
   * @param url the token endpoint, https
   * @param scope words apart by spaces
   * @param audience a parameter that some issuers want
   */
  public record Settings(
      URI url,
      String clientId,
      String clientSecret,
      Optional<String> scope,
      Optional<String> audience) {
    /** For a log: no secret. */
    @Override
    public String toString() {
      return "ClientCredentials.Settings[" + url + ", " + clientId + "]";
    }
  }

  private final Settings settings;
  private final InstantSource clock;
  private final HttpClient client;

  ClientCredentials(Settings settings, Optional<SSLContext> trust, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(DEADLINE);
    trust.ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  CompletionStage<IssuedToken> fetch() {
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(request(), response -> new BoundedBody(LONGEST));
    CompletableFuture<IssuedToken> issued = sent.thenApply(this::read);
    var unused =
        issued
            .orTimeout(2 * DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete(
                (token, failure) -> {
                  if (failure != null) {
                    // Ends the connection of a body that still drips.
                    sent.cancel(true);
                  }
                });
    return issued;
  }

  private HttpRequest request() {
    TokenRequest.Builder asked =
        new TokenRequest.Builder(
            settings.url(),
            new ClientSecretBasic(
                new ClientID(settings.clientId()), new Secret(settings.clientSecret())),
            new ClientCredentialsGrant());
    settings.scope().ifPresent(scope -> asked.scope(Scope.parse(scope)));
    settings.audience().ifPresent(audience -> asked.customParameter("audience", audience));
    HTTPRequest form = asked.build().toHTTPRequest();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.url())
            .timeout(DEADLINE)
            .POST(HttpRequest.BodyPublishers.ofString(form.getBody(), StandardCharsets.UTF_8));
    form.getHeaderMap()
        .forEach((name, values) -> values.forEach(value -> request.setHeader(name, value)));
    return request.setHeader("Accept", "application/json").build();
  }

  private IssuedToken read(HttpResponse<byte[]> response) {
    try {
      HTTPResponse answer = new HTTPResponse(response.statusCode());
      answer.setContentType(response.headers().firstValue("Content-Type").orElse(""));
      answer.setBody(new String(response.body(), StandardCharsets.UTF_8));
      TokenResponse parsed = TokenResponse.parse(answer);
      if (!parsed.indicatesSuccess()) {
        throw refused(
            "the issuer answered %d, %s"
                .formatted(
                    response.statusCode(),
                    safe(parsed.toErrorResponse().getErrorObject().getCode())));
      }
      AccessTokenResponse success = parsed.toSuccessResponse();
      long seconds = success.getTokens().getAccessToken().getLifetime();
      Duration life = seconds <= 0 ? ASSUMED_LIFETIME : Duration.ofSeconds(seconds);
      Duration bounded = life.compareTo(LONGEST_LIFETIME) > 0 ? LONGEST_LIFETIME : life;
      return new IssuedToken(
          success.getTokens().getAccessToken().getValue(), clock.instant().plus(bounded));
    } catch (ParseException e) {
      // Without the cause: its message may repeat what came.
      throw refused(
          "the issuer answered %d with no token response of RFC 6749"
              .formatted(response.statusCode()));
    }
  }

  /** The codes of RFC 6749 section 5.2 are words; anything else stays out of the log. */
  private static String safe(String code) {
    return code != null && code.matches("[a-z_]{1,40}") ? code : "without a code";
  }

  private static CompletionException refused(String sentence) {
    return new CompletionException(new IllegalStateException(sentence));
  }
}
