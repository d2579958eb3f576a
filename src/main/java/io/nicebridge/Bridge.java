package io.nicebridge;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nicebridge.broker.SiteBroker;
import io.nicebridge.call.CommandIds;
import io.nicebridge.database.Databases;
import io.nicebridge.device.Fleet;
import io.nicebridge.file.FileSinks;
import io.nicebridge.http.BodyBudget;
import io.nicebridge.http.FrontDoor;
import io.nicebridge.http.WebApi;
import io.nicebridge.mqtt.AskDevice;
import io.nicebridge.mqtt.Brokers;
import io.nicebridge.paho.Hearing;
import io.nicebridge.paho.PahoComponent;
import io.nicebridge.rest.ClientKeys;
import io.nicebridge.rest.RecentEvents;
import io.nicebridge.sink.SinkDesk;
import io.nicebridge.step.AddedCameras;
import io.nicebridge.step.RefusalSeal;
import io.nicebridge.step.Refusals;
import io.nicebridge.step.Steps;
import io.nicebridge.token.MessageSigner;
import io.nicebridge.token.MessageVerifier;
import io.nicebridge.token.TokenSource;
import io.nicebridge.token.TokenVerifier;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running bridge: what lives as long as the process does (front door, brokers, keys), and the
 * generation of routes that uses it at present.
 */
public final class Bridge implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);

  private static final Duration CLIENTS_LOOKED_AT = Duration.ofSeconds(5);

  /** Less than what proxies take for a dead connection. */
  private static final Duration READERS_TOLD = Duration.ofSeconds(15);

  /** How long those who are told that the bridge closes may take to hear it. */
  static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /** How long sinks may take for what they are just being handed. */
  private static final Duration LAST_ATTEMPTS = Duration.ofSeconds(5);

  /** What a stop that goes well takes beside camel.main.shutdownTimeout, at most. */
  private static final Duration AROUND_THE_STOP = Duration.ofSeconds(10);

  private static final Duration FILES_LOOKED_AT = Duration.ofSeconds(2);

  private final Wiring wiring;
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Vertx vertx = Vertx.vertx(Wiring.vertxOptions());
  private final TokenVerifier verifier;
  private final Optional<MessageVerifier> sealedMessages;
  private final Optional<MessageSigner> signer;
  private final RefusalSeal seal;
  private final Optional<SiteBroker> siteBroker;
  private final Brokers brokers;
  private final AskDevice devices;
  private final WebApi webApi;
  private final BodyBudget bodies;
  private final FrontDoor frontDoor;
  private final Signaling signaling;
  private final SinkDesk sinks;
  private final FileSinks files;
  private final CommandIds commandIds;
  private final Map<String, TokenSource> tokenSources;
  private final Databases databases;
  private final Fleet fleet;
  private final Optional<ClientKeys> clients;
  private final AddedCameras addedCameras;
  private final RecentEvents events;
  private final Hearing hearing = new Hearing();
  private final ScheduledExecutorService housekeeping =
      Executors.newSingleThreadScheduledExecutor(Wiring.daemon("housekeeping"));
  private final ExecutorService sinkAsker =
      Executors.newSingleThreadExecutor(Wiring.daemon("sinks-page"));
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile String stopping = "nothing has been stopped yet";
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicInteger generations = new AtomicInteger();
  private final RunningRoutes routes;
  private @Nullable Management management;

  private Bridge(Wiring wiring) {
    this.wiring = wiring;
    this.verifier = wiring.verifier();
    TokenMetrics.bind(verifier, meters);
    this.sealedMessages = wiring.sealedMessages();
    this.signer = wiring.signer();
    this.seal = new RefusalSeal(signer);
    this.webApi = new WebApi(vertx, wiring.webApi());
    this.bodies = wiring.bodies();
    this.frontDoor = new FrontDoor(vertx, wiring.door(), bodies, meters);
    this.siteBroker = wiring.ofBrokers().siteBroker(frontDoor.tls(), verifier, meters);
    Optional<SiteBroker.Entrance> own = siteBroker.map(SiteBroker::entrance);
    this.brokers = wiring.ofBrokers().brokers(own, meters);
    this.devices = new AskDevice(brokers);
    this.routes = new RunningRoutes(wiring, this::generation, housekeeping);
    this.signaling =
        new Signaling(
            wiring.ofBrokers().lanes(own),
            wiring.relay(),
            webApi,
            wiring.signalingBySessions(),
            meters);
    this.sinks = new SinkDesk(wiring.ofData()::journal, meters);
    this.files = wiring.ofData().files();
    this.commandIds = wiring.commandIds();
    this.tokenSources = wiring.tokenSources();
    this.databases = wiring.ofData().databases(meters);
    this.fleet = wiring.fleet(vertx, commandIds, brokers.devices());
    DeviceMetrics.bind(fleet, meters);
    this.clients = wiring.clients();
    this.addedCameras = wiring.addedCameras();
    this.events = wiring.events();
    Gauge.builder("nice.rest.streams", events, RecentEvents::listeners)
        .description("readers of the REST face's stream of events")
        .register(meters);
  }

  /**
   * Starts the bridge on the settings and routes of a folder that was checked.
   *
   * @throws StartRefused one sentence for each reason, and nothing is left running
   */
  static Bridge start(Wiring wiring) {
    Bridge bridge;
    try {
      bridge = new Bridge(wiring);
    } catch (RuntimeException e) {
      throw StartRefused.because(e);
    }
    try {
      bridge.open();
      return bridge;
    } catch (Exception e) {
      bridge.close();
      throw StartRefused.because(e);
    }
  }

  private void open() throws Exception {
    Management.checkItOpens(wiring.managementHost(), wiring.managementPort());
    if (wiring.ofData().hasJournal()) {
      sinks.open();
    }
    routes.swap(Set.of());
    Management page =
        Management.start(wiring.managementProperties(), meters, vertx, this::readiness);
    management = page;
    page.offer(new SignalingPage(signaling::sessions));
    page.offer(new DevicesPage(fleet::views));
    wiring
        .infoPath()
        .map(path -> new InfoPage(path, wiring.name(), page.camelVersion(), clock().instant()))
        .ifPresent(page::offer);
    page.offer(new SinksEndpoint(sinks, wiring.deadLettersByEndpoint(), sinkAsker));
    frontDoor.open();
    brokers.start();
    keepHouse(clients.map(keys -> keys::refresh), CLIENTS_LOOKED_AT);
    keepHouse(Optional.of(events::quiet), READERS_TOLD);
    watchFiles(page);
    LOG.info(
        "the bridge runs: https port {}, management port {}, version {}",
        port(),
        wiring.managementPort(),
        Version.text());
  }

  /** Again and again until the bridge stops. */
  private void keepHouse(Optional<Runnable> work, Duration period) {
    work.ifPresent(
        task -> {
          var unused =
              housekeeping.scheduleWithFixedDelay(
                  task, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        });
  }

  private Generation generation(ContextPlan plan, Crossings crossings) throws Exception {
    Properties properties = wiring.routeProperties(plan, generations.incrementAndGet());
    return Generation.start(
        new Generation.Origin(plan, properties),
        new CrossingDirect(plan.entrances(), crossings),
        premises());
  }

  private Generation.Premises premises() {
    return new Generation.Premises(
        frontDoor,
        brokers.doors(),
        brokers.data(),
        brokers.dataOut(),
        brokers.events(),
        wiring.topicDoor(bodies),
        fleet,
        signaling.switchboard(),
        sinks,
        wiring.ofData().webhooks(),
        databases.byName(),
        wiring.ofData().kafka(),
        () -> new PahoComponent(wiring.pahoTimeout(), hearing),
        wiring.self(),
        clock(),
        meters,
        seal,
        this::steps);
  }

  private Steps steps(Refusals refusals) {
    return new Steps(
        wiring.steps(sealedMessages),
        new Steps.Means(
            verifier,
            devices,
            webApi,
            signaling.switchboard(),
            sinks,
            files,
            seal,
            commandIds,
            tokenSources,
            clients,
            addedCameras,
            events,
            fleet::find,
            clock()),
        refusals);
  }

  /** What must be well before the bridge is ready. */
  private List<Readiness> readiness() {
    Doubts doubts = new Doubts(frontDoor, verifier, brokers, wiring.ofBrokers()::isRequired, fleet);
    return List.of(
        new Readiness("front-door", doubts::door),
        new Readiness("token-keys", doubts::keys),
        new Readiness("brokers", doubts::brokersAway),
        new Readiness("embedded-broker", () -> siteBroker.flatMap(SiteBroker::fault)),
        new Readiness("signaling", signaling::fault),
        new Readiness("paho-mqtt5", hearing::fault),
        new Readiness("journal", sinks::fault),
        Readiness.remark("sinks", sinks::refusals),
        Readiness.remark("devices", doubts::devices));
  }

  private void watchFiles(Management page) throws java.io.IOException {
    if (!wiring.reloadByEndpoint() && !wiring.reloadByWatch()) {
      return;
    }
    Reload reload = new Reload(wiring::routeFiles, this::swap, clock());
    Gauge.builder("nice.routes.fault", reload, r -> r.fault().isPresent() ? 1 : 0)
        .description("1 while the route files are not the routes that run")
        .register(meters);
    page.show(reload);
    if (wiring.reloadByEndpoint()) {
      page.offer(new ReloadEndpoint(reload, housekeeping));
    }
    if (wiring.reloadByWatch()) {
      long period = FILES_LOOKED_AT.toMillis();
      // Runs until the bridge stops; what goes wrong is in the reload's own answer.
      var unused =
          housekeeping.scheduleWithFixedDelay(
              reload::ifChanged, period, period, TimeUnit.MILLISECONDS);
    }
  }

  /** Takes the files in as they stand now; the faults if there are any. */
  private List<String> swap(Set<Path> changed) throws Exception {
    List<String> faults = wiring.check();
    if (faults.isEmpty()) {
      routes.swap(wiring.names(changed));
    }
    return faults;
  }

  private Clock clock() {
    return wiring.clock();
  }

  /** The port of the front door. */
  public int port() {
    return frontDoor.port();
  }

  /**
   * Refuses newcomers, lets those inside finish, answers whoever is left when the time is over, and
   * stops.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    LOG.info("stopping: {} requests inside", frontDoor.inside());
    stopping = "requests are still inside";
    frontDoor.stopAdmitting();
    routes.stopAdmitting();
    events.close();
    Instant end = clock().instant().plus(wiring.drainTimeout());
    frontDoor.awaitEmpty(wiring.drainTimeout());
    // Those whose callers have 202 already are in the routes still.
    awaitEmptyRoutes(end);
    frontDoor.hurry();
    // Before what they hand over by is gone.
    stopping = "sinks have not let go";
    sinks.drain(LAST_ATTEMPTS);
    close("virtual devices", fleet);
    // Answers everyone who still waits for a device.
    close("brokers", brokers);
    close("signalling", signaling);
    close("embedded broker", siteBroker.orElse(null));
    close("devices behind HTTPS", webApi);
    frontDoor.awaitEmpty(LAST_WORDS);
    // And those whose call some route holds.
    frontDoor.dismiss();
    frontDoor.awaitEmpty(LAST_WORDS);
    housekeeping.shutdownNow();
    // Not interrupted: that would close files of the journal under its hands.
    sinkAsker.shutdown();
    close("front door", frontDoor);
    close("journal", sinks);
    close("files", files);
    close("routes", routes);
    close("CommandIDs", commandIds);
    close("databases", databases);
    close("management port", management);
    close("token verifier", verifier);
    close("verifier of sealed messages", sealedMessages.orElse(null));
    close("signing key", signer.orElse(null));
    stopping = "Vert.x has not closed";
    vertx
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(5, TimeUnit.SECONDS)
        .exceptionally(late -> null)
        .join();
    LOG.info("stopped");
    stopped.countDown();
  }

  /** After this a stop hangs. */
  Duration longestStop() {
    return wiring.shutdownTimeout().plus(AROUND_THE_STOP);
  }

  /** What the stop is at. */
  String stopping() {
    return stopping;
  }

  private void awaitEmptyRoutes(Instant end) {
    while (!routes.isEmpty() && clock().instant().isBefore(end)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private void close(String what, @Nullable AutoCloseable closeable) {
    stopping = "what has not closed is: " + what;
    try {
      if (closeable != null) {
        closeable.close();
      }
    } catch (Exception e) {
      LOG.warn("did not stop cleanly", e);
    }
  }

  /** Returns when the bridge has stopped. */
  void awaitStopped() throws InterruptedException {
    stopped.await();
  }
}
