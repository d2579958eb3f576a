package io.nicebridge;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.nicebridge.device.LicenseAuthority;
import io.nicebridge.http.WebApi;
import io.nicebridge.http.WebApiSettings;
import io.nicebridge.http.WebReply;
import io.nicebridge.http.WebRequest;
import io.vertx.core.Vertx;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Asks license authorities for virtual devices, each of which trusts whom it was told: a client for
 * each set of roots, as long as somebody asks by it. Most devices of a site have the same.
 */
final class ToldAuthorities implements LicenseAuthority {
  private static final int MOST = 64;

  /** Longer than any request. */
  private static final Duration KEPT = Duration.ofMinutes(5);

  private final LoadingCache<List<X509Certificate>, WebApi> clients;

  ToldAuthorities(Vertx vertx, WebApiSettings settings) {
    this.clients =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(KEPT)
            .scheduler(Scheduler.systemScheduler())
            .removalListener(
                (@Nullable List<X509Certificate> roots,
                    @Nullable WebApi client,
                    RemovalCause cause) -> close(client))
            .build(roots -> new WebApi(vertx, settings, roots));
  }

  @Override
  public CompletionStage<WebReply> ask(List<X509Certificate> roots, WebRequest request) {
    return clients.get(roots).ask(request);
  }

  private static void close(@Nullable WebApi client) {
    if (client != null) {
      client.close();
    }
  }
}
