package io.nicebridge.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTPS listener (NICE 0.9 sections 5 and 7.1): HTTP/1.1 over exactly the TLS that the
 * specification names, and nothing of Camel's or Vert.x-web's convenience between socket and route.
 *
 * <p>Why it is ours and not stock platform-http: {@code
 * src/main/docs/decisions/one-listener-of-our-own.md}.
 */
public final class FrontDoor implements AutoCloseable {
  private static final int SEND_BUFFER_BYTES = 256 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);

  /** Real NICE tokens reach 10,600 characters; a proxy adds its own fields. */
  private static final int MAX_HEADER_BYTES = 32 * 1024;

  /** For a whole handshake, our share included; see {@link WatchedHandshake} for the caller's. */
  private static final Duration HANDSHAKE = Duration.ofSeconds(90);

  private static final Duration KEYS_LOOKED_AT = Duration.ofSeconds(10);
  private static final Duration OPENING = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final DoorSettings settings;
  private final TlsMaterial tls;
  private final Admission admission;
  private final BodyBudget bodies;
  private final SlowReaders readers;
  private final AtomicReference<@Nullable Doors> doors = new AtomicReference<>();
  private final AtomicInteger port;
  private final AtomicInteger connections = new AtomicInteger();
  private volatile boolean open;

  /**
   * @param bodies shared with whoever else takes requests in
   */
  public FrontDoor(Vertx vertx, DoorSettings settings, BodyBudget bodies, MeterRegistry meters) {
    this.bodies = bodies;
    this.vertx = vertx;
    this.settings = settings;
    this.tls = new TlsMaterial(vertx, settings.tls());
    this.readers = new SlowReaders(settings.maxAnswers(), System::nanoTime, meters);
    this.admission = new Admission(settings.maxInFlight());
    this.port = new AtomicInteger(settings.port());
    Gauge.builder("nice.http.in.flight", admission, Admission::inside)
        .description("requests inside the bridge")
        .register(meters);
    Gauge.builder("nice.http.bodies", bodies, BodyBudget::taken)
        .description("what the bodies of the requests inside take")
        .baseUnit("bytes")
        .register(meters);
    Gauge.builder("nice.http.connections", connections, AtomicInteger::get)
        .description("connections whose TLS handshake is done")
        .register(meters);
  }

  /** For another listener of this machine: the same certificate, renewed with this one's. */
  public SSLContext tls() {
    return tls.context();
  }

  /** The routes that requests enter from now on; those inside finish where they are. */
  public void use(Doors next) {
    doors.set(next);
  }

  /**
   * Opens the port; returns when it accepts connections.
   *
   * @throws IllegalStateException one sentence, when it cannot
   */
  public void open() {
    HttpServerOptions options = options(tls);
    // The first one finds the port, the others share it.
    await(vertx.deployVerticle(listener(options)));
    List<Future<?>> others = new ArrayList<>();
    for (int i = 1; i < settings.eventLoops(); i++) {
      others.add(vertx.deployVerticle(listener(options), new DeploymentOptions()));
    }
    await(Future.all(others));
    vertx.setPeriodic(
        KEYS_LOOKED_AT.toMillis(),
        tick -> vertx.<Void>executeBlocking(() -> look(tls)).onFailure(e -> LOG.warn("keys", e)));
    open = true;
    LOG.info("front door open on https://{}:{}", settings.host(), port.get());
  }

  private static @Nullable Void look(TlsMaterial tls) {
    tls.refresh();
    return null;
  }

  private Listener listener(HttpServerOptions options) {
    return new Listener(
        settings, options, port, this::current, admission, bodies, readers, connections);
  }

  private Doors current() {
    Doors current = doors.get();
    if (current == null) {
      throw new IllegalStateException("the front door is open before any route is");
    }
    return current;
  }

  private HttpServerOptions options(TlsMaterial tls) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setSsl(true)
            .setSslEngineOptions(new WatchedTls(settings.slowest()))
            .setKeyCertOptions(tls.keyCertOptions())
            .setEnabledSecureTransportProtocols(Set.copyOf(TlsSettings.PROTOCOLS))
            .setSslHandshakeTimeout(HANDSHAKE.toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setUseAlpn(false)
            .setHttp2ClearTextEnabled(false)
            .setMaxHeaderSize(MAX_HEADER_BYTES)
            .setMaxInitialLineLength(2 * RequestTarget.LIMIT)
            .setAcceptBacklog(1_024)
            // What the kernel holds of an answer looks as if its reader had taken it, and then
            // stood still.
            .setSendBufferSize(SEND_BUFFER_BYTES)
            .setCompressionSupported(false)
            // No WebSocket here, and its handler hangs up on 128 requests in one write.
            .setPerFrameWebSocketCompressionSupported(false)
            .setPerMessageWebSocketCompressionSupported(false)
            .setDecompressionSupported(false)
            .setHandle100ContinueAutomatically(false)
            .setClientAuth(
                switch (settings.tls().clientAuthentication()) {
                  case NONE -> ClientAuth.NONE;
                  case WANT -> ClientAuth.REQUEST;
                  case REQUIRE -> ClientAuth.REQUIRED;
                });
    TlsSettings.SUITES.forEach(options::addEnabledCipherSuite);
    tls.trustOptions().ifPresent(options::setTrustOptions);
    return options;
  }

  private void await(Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get(OPENING.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the front door opened", e);
    } catch (ExecutionException | TimeoutException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(
          "the front door cannot be opened: camel.server.host [%s], camel.server.port [%d]: %s"
              .formatted(settings.host(), settings.port(), cause.getMessage()),
          e);
    }
  }

  /** The port that was taken. */
  public int port() {
    return port.get();
  }

  /** Requests inside at this moment. */
  public int inside() {
    return admission.inside();
  }

  /** True where a route takes what comes. */
  public boolean leadsSomewhere() {
    return !current().isEmpty();
  }

  /** Open, and not about to close. */
  public boolean isOpen() {
    return open && !admission.closing();
  }

  /** Refuses whoever comes from now on; those inside are still answered. */
  public void stopAdmitting() {
    admission.close();
  }

  /** Refuses whoever is still sending a body, within a second. */
  public void hurry() {
    admission.hurry();
  }

  /**
   * Tells whoever is still inside, within a second, that the bridge stops: a route of an operator's
   * own may hold a call for as long as it likes.
   */
  public void dismiss() {
    admission.end();
  }

  /** Waits until everyone inside has their answer, or the time is over. For a stop only. */
  public void awaitEmpty(Duration patience) {
    try {
      if (!admission.awaitEmpty(patience)) {
        LOG.warn("{} requests are still inside after {}", inside(), patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopAdmitting();
    open = false;
  }
}
