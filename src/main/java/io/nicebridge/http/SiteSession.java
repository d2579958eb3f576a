package io.nicebridge.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.hc.client5.http.impl.auth.DigestScheme;
import org.jspecify.annotations.Nullable;

/**
 * Calls a system beside the bridge, and logs in where it wants that: once for all calls, again when
 * the session is over (401). Follows a 307 or 308 with the same method and body, and never takes
 * the credentials to a host that is not the system's. No thread waits.
 */
public final class SiteSession {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int MOST_REDIRECTS = 3;

  private final Site site;
  private final Duration timeout;
  private final HttpClient client;
  private final Optional<Digest> digest;
  private @Nullable CompletableFuture<String> session;

  /** What to ask. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
  public record Ask(String method, String path, String contentType, byte[] body) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** What came back, 256 kB of it at most. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
  public record Reply(int status, byte[] body, Optional<String> retryAfter) {}

  /** The system does not let us in: its account is wrong. */
  public static final class LoginRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LoginRefused(String sentence) {
      super(sentence, null, false, false);
    }
  }

  /**
   * @param timeout of each call
   */
  public SiteSession(Site site, Duration timeout) {
    this.site = site;
    this.timeout = timeout;
    this.digest =
        site.login() == Site.Login.DIGEST ? Optional.of(new Digest(site)) : Optional.empty();
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT);
    if ("https".equalsIgnoreCase(site.url().getScheme())) {
      builder.sslContext(SiteTls.context(site));
    }
    this.client = builder.build();
  }

  /**
   * Asks, as somebody who is logged in.
   *
   * @return fails with {@link LoginRefused}, or with an {@link IOException}
   */
  public CompletionStage<Reply> ask(Ask ask) {
    return switch (site.login()) {
      case NONE -> send(ask, "");
      case BASIC -> send(ask, "Basic " + basic());
      case DIGEST -> digested(ask, digest.orElseThrow());
      case NX, FRIGATE -> inSession(ask);
    };
  }

  /** Once more after a 401 that asks for it: the first time, and when what it asked for is over. */
  private CompletionStage<Reply> digested(Ask ask, Digest login) {
    URI where = site.at(ask.path());
    return sendDigested(ask, where, login.authorization(ask.method(), where))
        .thenCompose(
            response ->
                (response.statusCode() == 401
                        ? login.hears(response.headers())
                        : Optional.<DigestScheme>empty())
                    .map(asked -> answered(ask, where, login, asked))
                    .orElseGet(() -> CompletableFuture.completedFuture(response)))
        .thenApply(SiteSession::reply);
  }

  /** The very challenge that this request was given is met, whatever others are given meanwhile. */
  private CompletionStage<HttpResponse<byte[]>> answered(
      Ask ask, URI where, Digest login, DigestScheme asked) {
    return sendDigested(ask, where, login.answer(asked, ask.method(), where))
        .thenApply(
            response -> {
              if (response.statusCode() != 401) {
                login.holds(asked);
              }
              return response;
            });
  }

  /** What a redirect asks for would be digested for another path: none is followed. */
  private CompletionStage<HttpResponse<byte[]>> sendDigested(
      Ask ask, URI where, Optional<String> authorization) {
    return sendRaw(ask, where, authorization.orElse(""), MOST_REDIRECTS);
  }

  private String basic() {
    String both = site.username() + ":" + site.password();
    return Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  private CompletionStage<Reply> inSession(Ask ask) {
    CompletableFuture<String> first = session();
    return first.thenCompose(
        token ->
            send(ask, "Bearer " + token)
                .thenCompose(
                    reply -> {
                      if (reply.status() != 401) {
                        return CompletableFuture.completedFuture(reply);
                      }
                      over(first);
                      return session().thenCompose(again -> send(ask, "Bearer " + again));
                    }));
  }

  /** One login at a time, whoever asks for it. */
  private synchronized CompletableFuture<String> session() {
    CompletableFuture<String> known = session;
    if (known != null && !known.isCompletedExceptionally()) {
      return known;
    }
    CompletableFuture<String> fresh = login();
    session = fresh;
    return fresh;
  }

  @SuppressWarnings("ReferenceEquality") // the very one
  private synchronized void over(CompletableFuture<String> which) {
    if (session == which) {
      session = null;
    }
  }

  private CompletableFuture<String> login() {
    boolean nx = site.login() == Site.Login.NX;
    Map<String, Object> account =
        nx
            ? Map.of("username", site.username(), "password", site.password(), "setCookie", false)
            : Map.of("user", site.username(), "password", site.password());
    String path = nx ? "/rest/v4/login/sessions" : "/api/login";
    Ask ask = new Ask("POST", path, "application/json", json(account));
    return sendRaw(ask, site.at(path), "", 0)
        .thenApply(response -> token(response, nx))
        .toCompletableFuture();
  }

  private static byte[] json(Map<String, Object> members) {
    try {
      return JSON.writeValueAsBytes(members);
    } catch (IOException e) {
      throw new IllegalStateException("every map of texts can be written", e);
    }
  }

  private String token(HttpResponse<byte[]> response, boolean nx) {
    int status = response.statusCode();
    if (status == 400 || status == 401 || status == 403 || status == 422) {
      throw new LoginRefused(
          "configuration: %s refuses the login of [%s] with HTTP status %d"
              .formatted(site, site.username(), status));
    }
    return (nx ? tokenIn(response.body()) : cookie(response))
        .filter(token -> status == 200 && token.matches("[\\x21-\\x7e]{1,4096}"))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s answered the login with HTTP status %d and no token"
                        .formatted(site, status)));
  }

  private static Optional<String> tokenIn(byte[] body) {
    try {
      JsonNode token = JSON.readTree(body).path("token");
      return token.isTextual() ? Optional.of(token.textValue()) : Optional.empty();
    } catch (IOException noJson) {
      return Optional.empty();
    }
  }

  private static Optional<String> cookie(HttpResponse<byte[]> response) {
    return response.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith("frigate_token="))
        .map(cookie -> cookie.substring("frigate_token=".length()).replaceFirst(";.*", ""))
        .findFirst();
  }

  private CompletionStage<Reply> send(Ask ask, String authorization) {
    return sendRaw(ask, site.at(ask.path()), authorization, 0).thenApply(SiteSession::reply);
  }

  private static Reply reply(HttpResponse<byte[]> response) {
    return new Reply(
        response.statusCode(), response.body(), response.headers().firstValue("Retry-After"));
  }

  private CompletionStage<HttpResponse<byte[]>> sendRaw(
      Ask ask, URI where, String authorization, int hops) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(where)
            .timeout(timeout)
            .method(ask.method(), BodyPublishers.ofByteArray(ask.body()));
    if (ask.body().length > 0) {
      request.header("Content-Type", ask.contentType());
    }
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return client
        .sendAsync(request.build(), BoundedBody.handler())
        .thenCompose(
            response -> {
              int status = response.statusCode();
              if (status != 307 && status != 308) {
                return CompletableFuture.completedFuture(response);
              }
              Optional<URI> next =
                  response
                      .headers()
                      .firstValue("Location")
                      .flatMap(text -> resolve(where, text))
                      .filter(site::owns);
              return next.isPresent() && hops < MOST_REDIRECTS
                  ? sendRaw(ask, next.get(), authorization, hops + 1)
                  : CompletableFuture.completedFuture(response);
            });
  }

  private static Optional<URI> resolve(URI where, String location) {
    try {
      return Optional.of(where.resolve(location));
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }
}
