package io.nicebridge.http;

import io.nicebridge.id.Authority;
import io.nicebridge.id.Malformed;
import io.nicebridge.message.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks devices that live behind HTTPS (NICE 0.9 section 7.1): connections are kept and shared,
 * certificates and host names verified, and no thread waits.
 *
 * <p>A redirect (301, 307 or 308) is followed, with body and token, to an authority that the table
 * of destinations names, and to no other.
 */
public final class WebApi implements WebDevices, AutoCloseable {
  /** RFC 9110 section 15.4 leaves the number to us; NICE servers move once. */
  static final int MOST_REDIRECTS = 5;

  private static final Set<Integer> REDIRECTS = Set.of(301, 307, 308);
  private static final int HTTPS = 443;
  private static final int MAX_HEADER_BYTES = 32 * 1024;

  /**
   * Servers hang up on a connection that was silent for 5 s (Apache, Node) or longer; of a request
   * that meets that nobody knows the outcome.
   */
  private static final int KEPT_SECONDS = 4;

  private final Vertx vertx;
  private final HttpClient client;
  private final WebApiSettings settings;

  public WebApi(Vertx vertx, WebApiSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
    this.client = vertx.createHttpClient(options());
  }

  /** Trusts these roots, and nobody whom the settings name. */
  public WebApi(Vertx vertx, WebApiSettings settings, List<X509Certificate> roots) {
    this.vertx = vertx;
    this.settings = settings;
    this.client = vertx.createHttpClient(options().setTrustOptions(TlsMaterial.trust(roots)));
  }

  private HttpClientOptions options() {
    HttpClientOptions options =
        new HttpClientOptions()
            .setSsl(true)
            .setVerifyHost(true)
            .setProtocolVersion(HttpVersion.HTTP_1_1)
            .setUseAlpn(false)
            .setEnabledSecureTransportProtocols(Set.copyOf(TlsSettings.PROTOCOLS))
            .setConnectTimeout((int) settings.connectTimeout().toMillis())
            .setSslHandshakeTimeout(settings.connectTimeout().toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setMaxPoolSize(settings.connections())
            .setMaxWaitQueueSize(settings.waiting())
            .setKeepAliveTimeout(KEPT_SECONDS)
            .setMaxHeaderSize(MAX_HEADER_BYTES)
            .setDecompressionSupported(false);
    TlsSettings.SUITES.forEach(options::addEnabledCipherSuite);
    settings
        .trustStore()
        .map(file -> TlsMaterial.trust(file, settings.trustStorePassword().orElse("")))
        .ifPresent(options::setTrustOptions);
    return options;
  }

  /**
   * Sends the request and brings back the answer, whatever its HTTP status: what counts is the
   * Common Message in it, where it can be read.
   *
   * @return the answer; or fails with a {@link Refusal}: OFFLINE or OVERLOADED (nothing was sent),
   *     TIMED_OUT or BAD_ANSWER (outcome unknown)
   */
  @Override
  public CompletionStage<WebReply> ask(WebRequest request) {
    CompletableFuture<WebReply> answer = new CompletableFuture<>();
    AtomicBoolean sent = new AtomicBoolean();
    long timer =
        vertx.setTimer(
            Math.max(1, request.timeout().toMillis()),
            late ->
                answer.completeExceptionally(
                    sent.get() ? timedOut(request) : unreachable(request)));
    var unused = answer.whenComplete((done, failure) -> vertx.cancelTimer(timer));
    Runnable leaving =
        () -> {
          if (sent.compareAndSet(false, true)) {
            request.leaving().run();
          }
        };
    send(request, leaving, 0, answer);
    return answer;
  }

  private void send(
      WebRequest request, Runnable leaving, int redirects, CompletableFuture<WebReply> answer) {
    RequestOptions where =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(request.authority().host())
            .setPort(request.authority().port().orElse(HTTPS))
            .setURI(request.target())
            .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
            .putHeader(HttpHeaders.ACCEPT, "application/json");
    if (!request.authorization().isEmpty()) {
      where.putHeader(HttpHeaders.AUTHORIZATION, request.authorization());
    }
    client
        .request(where)
        .onFailure(failure -> answer.completeExceptionally(notSent(request, failure)))
        .onSuccess(
            call -> {
              if (answer.isDone()) {
                call.reset();
                return;
              }
              leaving.run();
              Future<WebAnswer.Reply> reply =
                  new WebAnswer(call, settings.maxBody()).to(Buffer.buffer(request.body()));
              // Whoever ends the wait before the answer is there, ends the exchange on the wire as
              // well. One that is whole leaves its connection to the next.
              var unused =
                  answer.whenComplete(
                      (done, failure) -> {
                        if (!reply.succeeded()) {
                          call.reset();
                        }
                      });
              reply
                  .onFailure(failure -> answer.completeExceptionally(broken(request, failure)))
                  .onSuccess(whole -> take(request, leaving, redirects, whole, answer));
            });
  }

  private void take(
      WebRequest request,
      Runnable leaving,
      int redirects,
      WebAnswer.Reply reply,
      CompletableFuture<WebReply> answer) {
    if (!REDIRECTS.contains(reply.status())) {
      answer.complete(new WebReply(reply.status(), reply.body()));
      return;
    }
    try {
      if (redirects == MOST_REDIRECTS) {
        throw refused(request, "redirects more than %d times".formatted(MOST_REDIRECTS));
      }
      send(redirected(request, reply.location()), leaving, redirects + 1, answer);
    } catch (Refusal refusal) {
      answer.completeExceptionally(refusal);
    }
  }

  private static WebRequest redirected(WebRequest request, String location) {
    try {
      URI here = new URI("https://" + request.authority() + request.target());
      URI there = here.resolve(new URI(location));
      Authority authority = Authority.parse(String.valueOf(there.getRawAuthority()));
      if (!"https".equals(there.getScheme()) || !request.redirectable().test(authority)) {
        throw refused(request, "redirects to where no line of the destinations leads");
      }
      return request.to(authority, target(there), request.timeout());
    } catch (URISyntaxException | Malformed e) {
      throw refused(request, "redirects to what is no address");
    }
  }

  /** RFC 9112 section 3.2.1: a path, which may be empty in a URI, and the query. */
  private static String target(URI there) {
    String path = there.getRawPath().isEmpty() ? "/" : there.getRawPath();
    return there.getRawQuery() == null ? path : path + "?" + there.getRawQuery();
  }

  private static Refusal refused(WebRequest request, String how) {
    return new Refusal(
        Refusal.Kind.BAD_ANSWER, "https://%s %s".formatted(request.authority(), how));
  }

  private static Refusal timedOut(WebRequest request) {
    return new Refusal(
        Refusal.Kind.TIMED_OUT,
        "waited %s for the response of https://%s; the outcome is unknown; the same request may be"
                .formatted(seconds(request.timeout()), request.authority())
            + " sent again");
  }

  private static String seconds(Duration time) {
    return time.toMillis() % 1_000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
  }

  private static Refusal notSent(WebRequest request, Throwable failure) {
    return failure instanceof io.vertx.core.http.ConnectionPoolTooBusyException
        ? new Refusal(
            Refusal.Kind.OVERLOADED,
            "as many requests wait for a connection to https://%s as may; nothing was sent"
                .formatted(request.authority()))
        : unreachable(request);
  }

  private static Refusal unreachable(WebRequest request) {
    return new Refusal(
        Refusal.Kind.OFFLINE,
        "https://%s cannot be reached, or its certificate is not trusted; nothing was sent"
            .formatted(request.authority()));
  }

  private static Refusal broken(WebRequest request, Throwable failure) {
    return failure instanceof Refusal refusal
        ? refusal
        : refused(request, "hung up before it answered; the outcome is unknown");
  }

  @Override
  public void close() {
    client.close();
  }
}
