package io.nicebridge;

import io.nicebridge.RouteFile.Contents;
import io.nicebridge.call.CommandIds;
import io.nicebridge.call.CommandNumbers;
import io.nicebridge.device.DeviceSettings;
import io.nicebridge.device.Fleet;
import io.nicebridge.device.StateKey;
import io.nicebridge.device.StateVault;
import io.nicebridge.folder.WholeFile;
import io.nicebridge.http.BodyBudget;
import io.nicebridge.http.DoorSettings;
import io.nicebridge.http.TlsSettings;
import io.nicebridge.http.WebApiSettings;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Strictness;
import io.nicebridge.mqtt.DeviceConnections;
import io.nicebridge.relay.RelaySettings;
import io.nicebridge.rest.ClientKeys;
import io.nicebridge.rest.RecentEvents;
import io.nicebridge.step.AddedCameras;
import io.nicebridge.step.Steps;
import io.nicebridge.step.TopicDoorComponent;
import io.nicebridge.token.BodyCipher;
import io.nicebridge.token.KeySource;
import io.nicebridge.token.MessageSigner;
import io.nicebridge.token.MessageVerifier;
import io.nicebridge.token.RefreshedKeys;
import io.nicebridge.token.RevocationFile;
import io.nicebridge.token.Revocations;
import io.nicebridge.token.TokenPolicy;
import io.nicebridge.token.TokenSource;
import io.nicebridge.token.TokenTrust;
import io.nicebridge.token.TokenVerifier;
import io.nicebridge.token.TrustedRoots;
import io.nicebridge.token.VerifierLimits;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From settings, which are text, to the parts of the bridge, which take types. */
final class Wiring {
  private final Path home;
  private final Settings settings;
  private final Clock clock;

  private Wiring(Path home, Settings settings) {
    this(home, settings, Clock.systemUTC());
  }

  private Wiring(Path home, Settings settings, Clock clock) {
    this.home = home;
    this.settings = settings;
    this.clock = clock;
  }

  /** For routes that are played without a socket: whoever plays them has looked at them. */
  static Wiring played(Path home, Settings settings, Clock clock) {
    return new Wiring(home, settings, clock);
  }

  /**
   * Reads and checks a folder's settings and routes.
   *
   * @throws StartRefused with every fault found
   */
  static Wiring of(Path home, Settings settings) {
    Wiring wiring = new Wiring(home, settings);
    List<Fault> faults = checkFor(settings).faults(home, settings);
    if (!faults.isEmpty()) {
      throw StartRefused.of(faults);
    }
    return wiring;
  }

  /** The faults of the route files as they stand now, for a reload. */
  List<String> check() {
    Check routes = Check.of(Steps.NAMES, HouseTables.rules(settings.brokerNames()));
    List<String> faults = new ArrayList<>();
    routes.faults(home, settings).forEach(fault -> faults.add(fault.toString()));
    if (!faults.isEmpty() && !Settings.read(home).effective().equals(settings.effective())) {
      faults.add(
          "the settings have changed since the start and are read only then: restart the bridge");
    }
    return faults;
  }

  /** What {@code java -jar nice-bridge.jar check} looks at: all that a start would find. */
  static Check fullCheck(Settings settings) {
    return checkFor(settings)
        .andAtLast(
            depth -> {
              Wiring wiring = new Wiring(depth.home(), settings);
              return wiring.contextPlans().stream()
                  .flatMap(plan -> wiring.dryRun(plan).stream())
                  .toList();
            });
  }

  /** What Camel finds when it makes the routes of a plan. */
  List<Fault> dryRun(ContextPlan plan) {
    return DryRun.faults(this, plan, routeProperties(plan, 1), Steps.NAMES);
  }

  Path home() {
    return home;
  }

  /**
   * Where one of Camel's own settings stands that it complains of: it names the key or the value.
   */
  Optional<Place> settingNamedIn(Throwable thrown) {
    StringBuilder said = new StringBuilder();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      said.append(cause.getMessage()).append('\n');
    }
    return settings.layers().all().entrySet().stream()
        .filter(setting -> setting.getKey().startsWith("camel."))
        .filter(setting -> isNamed(said.toString(), setting.getKey(), setting.getValue().text()))
        .map(setting -> setting.getValue().place())
        .findFirst();
  }

  private static boolean isNamed(String said, String key, String value) {
    String option = key.substring(key.lastIndexOf('.') + 1);
    String type = value.replaceFirst("^#class:", "");
    boolean bean = key.startsWith("camel.beans.");
    return said.contains(key)
        || (bean && !type.equals(value) && said.contains(type))
        || (key.startsWith("camel.component.") && said.contains(option));
  }

  /** The check that a start makes before it opens anything. */
  private static Check checkFor(Settings settings) {
    return new Check(
        Steps.NAMES,
        HouseTables.rules(settings.brokerNames()),
        depth ->
            Stream.of(
                    ScratchLoad.faults(depth),
                    CameraNames.faults(depth),
                    MaterialRules.faults(settings))
                .flatMap(List::stream)
                .toList());
  }

  List<Path> routeFiles() {
    return RouteFiles.paths(home, settings);
  }

  Clock clock() {
    return clock;
  }

  EndPointId self() {
    return EndPointId.parse(settings.required("nice.endpoint-id"), Strictness.STRICT);
  }

  Duration timeout() {
    return settings.duration("nice.control.timeout");
  }

  /** How long a broker that routes name themselves may take. */
  Duration pahoTimeout() {
    return settings.duration("nice.paho.timeout");
  }

  Duration drainTimeout() {
    return settings.duration("nice.http.drain-timeout");
  }

  Duration shutdownTimeout() {
    return Duration.ofSeconds(settings.count("camel.main.shutdownTimeout"));
  }

  boolean reloadByEndpoint() {
    return settings.on("nice.reload.endpoint");
  }

  boolean deadLettersByEndpoint() {
    return settings.on(SinksEndpoint.SETTING);
  }

  boolean reloadByWatch() {
    return settings.on("nice.reload.watch");
  }

  int managementPort() {
    return settings.count("camel.management.port");
  }

  String name() {
    return settings.required("camel.main.name");
  }

  /** Where the management port says which bridge this is, if it does. */
  Optional<String> infoPath() {
    return settings
        .text("camel.management.infoEnabled")
        .filter("true"::equalsIgnoreCase)
        .flatMap(on -> settings.text("camel.management.infoPath"));
  }

  String managementHost() {
    return settings.required("camel.management.host");
  }

  /** What the Camel Main with the management port configures itself by: it has no routes. */
  Properties managementProperties() {
    Properties properties = properties();
    properties.setProperty("camel.main.routesIncludePattern", "false");
    properties.setProperty("camel.metrics.enableRoutePolicy", "false");
    properties.setProperty("camel.metrics.enableExchangeEventNotifier", "false");
    properties.setProperty("camel.metrics.enableRouteEventNotifier", "false");
    return properties;
  }

  /** Where a route begins. */
  Optional<Place> placeOf(String routeId) {
    return RouteFiles.read(home, settings).routes(settings::text).stream()
        .filter(route -> route.id().filter(routeId::equals).isPresent())
        .map(Route::place)
        .findFirst();
  }

  /** Whether the step of a template stands there that parameters fill in. */
  boolean isFilledIn(Fault fault) {
    return RouteFiles.read(home, settings).all(Contents::templates).stream()
        .flatMap(template -> template.body().steps().stream())
        .filter(step -> step.place().equals(new Place(fault.file(), fault.line())))
        .flatMap(step -> step.options().values().stream())
        .anyMatch(text -> text.contains("{{"));
  }

  List<ContextPlan> contextPlans() {
    return ContextPlan.of(RouteFiles.read(home, settings), settings);
  }

  /** Files by the names that plans and faults call them. */
  Set<String> names(Set<Path> files) {
    return files.stream().map(file -> RouteFiles.name(home, file)).collect(Collectors.toSet());
  }

  /**
   * What a Camel Main with routes configures itself by: no ports, the files of its plan, and a name
   * of its own, by which its metrics are told from those of the generation before.
   *
   * @param generation from 1
   */
  Properties routeProperties(ContextPlan plan, int generation) {
    Properties properties = properties();
    String name = settings.required("camel.main.name");
    properties.setProperty("camel.main.name", generation == 1 ? name : name + "-" + generation);
    properties.setProperty(
        "camel.main.routesIncludePattern",
        plan.files().stream()
            .sorted()
            .map(file -> "file:" + home.resolve(file))
            .collect(Collectors.joining(",")));
    properties.setProperty("camel.server.enabled", "false");
    properties.setProperty("camel.management.enabled", "false");
    properties.remove("camel.metrics.binders");
    // The bridge's own have the same names: two would count twice.
    properties.setProperty("camel.metrics.enableRoutePolicy", "false");
    return properties;
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.putAll(settings.effective());
    return properties;
  }

  DoorSettings door() {
    return new DoorSettings(
        settings.required("camel.server.host"),
        settings.count("camel.server.port"),
        tls(settings),
        settings.size("nice.http.max-body"),
        settings.size("nice.http.max-answers"),
        settings.count("nice.http.max-in-flight"),
        settings.duration("nice.http.idle-timeout"),
        Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors())));
  }

  static TlsSettings tls(Settings settings) {
    String auth = settings.text("camel.ssl.clientAuthentication").orElse("NONE");
    return new TlsSettings(
        settings.path("camel.ssl.keyStore"),
        settings.secret("camel.ssl.keystorePassword"),
        settings.paths("nice.http.certificate"),
        settings.paths("nice.http.key"),
        settings.path("camel.ssl.trustStore"),
        settings.secret("camel.ssl.trustStorePassword"),
        TlsSettings.ClientAuthentication.valueOf(auth.toUpperCase(Locale.ROOT)));
  }

  WebApiSettings webApi() {
    return new WebApiSettings(
        settings.path("nice.webapi.trust-store"),
        settings.secret("nice.webapi.trust-store-password"),
        settings.count("nice.webapi.connections"),
        settings.count("nice.http.max-in-flight"),
        settings.duration("nice.webapi.connect-timeout"),
        settings.size("nice.http.max-body"));
  }

  TokenVerifier verifier() {
    VerifierLimits machine = VerifierLimits.forThisMachine();
    int remembered = settings.count("nice.token.cache-size");
    Revocations revocations = Revocations.none();
    // Watched for as long as the process runs; it has nothing to close before that.
    settings.path("nice.token.revoked").ifPresent(file -> RevocationFile.watch(file, revocations));
    return new TokenVerifier(
        new TokenPolicy(
            settings.text("nice.token.issuer"),
            settings.text("nice.token.audience"),
            Set.copyOf(settings.list("nice.token.algorithms")),
            settings.duration("nice.token.clock-skew"),
            settings.durationOrOff("nice.token.max-lifetime")),
        new TokenTrust(
            settings.address("nice.token.jwks").map(this::keys),
            settings.path("nice.token.trust").map(TrustedRoots::load)),
        revocations,
        new VerifierLimits(machine.threads(), machine.waiting(), remembered, machine.refused()),
        clock);
  }

  private RefreshedKeys keys(URI address) {
    return RefreshedKeys.start(
        KeySource.of(address.toString(), Optional.empty()),
        settings.duration("nice.token.refresh"));
  }

  BrokerWiring ofBrokers() {
    return new BrokerWiring(home, settings, self(), clock);
  }

  DataWiring ofData() {
    return new DataWiring(home, settings, clock);
  }

  RelaySettings relay() {
    return new RelaySettings(
        settings.size("nice.signaling.max-size"),
        settings.rateOrOff("nice.signaling.rate"),
        settings.duration("nice.signaling.ttl"),
        settings.duration("nice.signaling.hold"),
        settings.duration("nice.signaling.remember"),
        settings.duration("nice.signaling.idle"),
        settings.count("nice.signaling.max-sessions"),
        settings.size("nice.signaling.memory"));
  }

  /** For the bridge's own requests. */
  CommandIds commandIds() {
    return new CommandIds(home.resolve(settings.path("nice.call.folder").orElseThrow()), clock);
  }

  /** Who may call the REST face, where a file says so. */
  Optional<ClientKeys> clients() {
    return settings.path("nice.rest.clients").map(ClientKeys::of);
  }

  /** Those that the REST face has added. */
  AddedCameras addedCameras() {
    Path file = addedCameras(settings);
    try {
      return new AddedCameras(
          Files.exists(file) ? Files.readString(file) : "",
          rows -> {
            Files.createDirectories(file.resolveSibling(""));
            WholeFile.write(file, rows.getBytes(StandardCharsets.UTF_8));
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where they are kept. */
  static Path addedCameras(Settings settings) {
    return settings.path("nice.call.folder").orElseThrow().resolve("added-cameras");
  }

  RecentEvents events() {
    return new RecentEvents(
        settings.count("nice.rest.recent-events"),
        settings.size("nice.rest.recent-size"),
        settings.count("nice.rest.max-streams"));
  }

  /** Encrypts and decrypts Payload.Body, where there are keys for it. */
  static Optional<BodyCipher> bodies(Settings settings) {
    List<Path> certificates = settings.paths("nice.body.certificates");
    Optional<Path> keys = settings.path("nice.body.keys");
    return keys.isEmpty() && certificates.isEmpty()
        ? Optional.empty()
        : Optional.of(BodyCipher.load(keys, certificates, settings.on("nice.body.read-rsa1_5")));
  }

  /** By their names. */
  Map<String, TokenSource> tokenSources() {
    return settings.tokenSources().stream()
        .collect(Collectors.toMap(name -> name, name -> tokenSource(settings, name, clock)));
  }

  /** Of the one kind that the settings describe. */
  static TokenSource tokenSource(Settings settings, String name, Clock clock) {
    Optional<String> audience = settings.text(Keys.tokenSourceKey(name, "audience"));
    if (settings.text(Keys.tokenSourceKey(name, "url")).isPresent()) {
      return TokenSource.ofClient(
          name,
          URI.create(settings.required(Keys.tokenSourceKey(name, "url"))),
          settings.required(Keys.tokenSourceKey(name, "client-id")),
          settings.secret(Keys.tokenSourceKey(name, "client-secret")).orElseThrow(),
          settings.text(Keys.tokenSourceKey(name, "scope")),
          audience,
          settings
              .path(Keys.tokenSourceKey(name, "trust-store"))
              .map(
                  file ->
                      new TokenSource.TrustFile(
                          file,
                          settings
                              .secret(Keys.tokenSourceKey(name, "trust-store-password"))
                              .orElse(""))),
          clock);
    }
    if (settings.text(Keys.tokenSourceKey(name, "sign-key")).isPresent()) {
      String self = settings.required("nice.endpoint-id");
      return TokenSource.ofSigner(
          name,
          self,
          audience,
          settings.duration("nice.call.token-lifetime"),
          MessageSigner.load(
              self,
              settings.path(Keys.tokenSourceKey(name, "sign-key")).orElseThrow(),
              settings.path(Keys.tokenSourceKey(name, "sign-chain")).orElseThrow()),
          clock);
    }
    return TokenSource.fixed(settings.secret(Keys.tokenSourceKey(name, "secret")).orElseThrow());
  }

  /** Virtual devices live by it. */
  Fleet fleet(Vertx vertx, CommandNumbers numbers, DeviceConnections connections) {
    return new Fleet(
        new DeviceSettings(
            home,
            settings.duration("nice.device.timeout"),
            settings.duration("nice.device.connect-timeout"),
            settings.duration("nice.device.heartbeat"),
            settings.duration("nice.device.max-reconnect-delay"),
            Set.copyOf(settings.list("nice.device.algorithms")),
            settings.duration("nice.token.clock-skew")),
        settings
            .path("nice.device.key")
            .map(
                key ->
                    new StateVault(
                        home.resolve(settings.path("nice.device.folder").orElseThrow()),
                        StateKey.load(key))),
        new ToldAuthorities(vertx, webApi()),
        numbers,
        connections,
        clock);
  }

  boolean signalingBySessions() {
    return settings.on("nice.signaling.sessions");
  }

  BodyBudget bodies() {
    return new BodyBudget(settings.size("nice.http.max-bodies"));
  }

  TopicDoorComponent.Settings topicDoor(BodyBudget bodies) {
    return new TopicDoorComponent.Settings(
        settings.required("nice.bridged.response-topic"),
        settings.count("nice.bridged.max-in-flight"),
        bodies);
  }

  /** Verifies sealed messages, where the settings name roots for them. */
  Optional<MessageVerifier> sealedMessages() {
    return settings
        .path("nice.signed.trust")
        .map(TrustedRoots::load)
        .map(roots -> new MessageVerifier(roots, VerifierLimits.forThisMachine(), clock));
  }

  /** Signs the bridge's own answers to sealed messages, where the settings give it a key. */
  Optional<MessageSigner> signer() {
    return signer(settings);
  }

  static Optional<MessageSigner> signer(Settings settings) {
    return settings
        .path("nice.sign.key")
        .map(
            key ->
                MessageSigner.load(
                    settings.required("nice.endpoint-id"),
                    key,
                    settings.path("nice.sign.chain").orElseThrow()));
  }

  Steps.Settings steps(Optional<MessageVerifier> sealedMessages) {
    Set<String> own =
        Stream.concat(
                Stream.of(settings.required("nice.endpoint-id")),
                settings.text("nice.token.audience").stream())
            .collect(Collectors.toSet());
    return new Steps.Settings(
        self(),
        timeout(),
        settings.durationOrOff("nice.http.freshness"),
        settings.rateOrOff("nice.http.rate-limit"),
        settings.required("nice.token.permissions").equals("required"),
        own,
        settings.required("nice.token.body-relation"),
        sealedMessages,
        settings.count("nice.rest.wrong-keys"),
        bodies(settings));
  }

  /** No cache folder on disk: the root file system may be read-only, and nothing is served. */
  static VertxOptions vertxOptions() {
    return new VertxOptions()
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  static ThreadFactory daemon(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
