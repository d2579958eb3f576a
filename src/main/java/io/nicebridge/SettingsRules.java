package io.nicebridge;

import io.nicebridge.Key.Need;
import io.nicebridge.SettingsFile.Setting;
import io.nicebridge.kafka.KafkaSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is wrong with the settings: everything at once, a sentence each, in the order found. */
final class SettingsRules {
  private static final Pattern NAMED_KEY =
      Pattern.compile("nice\\.(broker|token-source)\\.(.+)\\.[a-z-]+");

  private static final Set<String> HARDENED =
      Set.of(
          "camel.management.useGlobalSslContextParameters",
          "camel.management.authenticationEnabled");

  private final Settings settings;
  private final Set<String> namedInRoutes;
  private final List<Fault> faults = new ArrayList<>();

  private SettingsRules(Settings settings, Set<String> namedInRoutes) {
    this.settings = settings;
    this.namedInRoutes = namedInRoutes;
  }

  /**
   * @param namedInRoutes keys that a route file reads as {@code {{key}}}
   */
  static List<Fault> faults(Settings settings, Set<String> namedInRoutes) {
    SettingsRules rules = new SettingsRules(settings, namedInRoutes);
    rules.faults.addAll(settings.layers().faults());
    settings.layers().all().forEach(rules::look);
    rules.strangers();
    Keys.all(settings::members).forEach(rules::needed);
    rules.together();
    return List.copyOf(rules.faults);
  }

  private void look(String name, Setting setting) {
    Optional<Key> key = Keys.find(name);
    if (key.isPresent()) {
      value(key.get(), setting);
    } else if (name.regionMatches(true, 0, "nice.", 0, 5) && !namedInRoutes.contains(name)) {
      fault(setting, "nothing reads the key " + name + why(name));
    } else if (name.startsWith("camel.")) {
      CamelKeys.complaint(name, setting.text())
          .or(() -> unheard(name))
          .or(() -> notOfThisPort(name, setting.text()))
          .or(() -> CamelKeys.strangeGroup(name).filter(c -> !namedInRoutes.contains(name)))
          .ifPresent(complaint -> fault(setting, complaint));
    }
  }

  /** A listener that seemed to be hardened would be worse than one that refuses to be. */
  private static Optional<String> unheard(String name) {
    if (name.startsWith("camel.ssl.")) {
      return Optional.of(
          "nothing reads the key %s: protocols and suites are those of NICE 0.9 section 5"
              .formatted(name));
    }
    return name.startsWith("camel.server.")
        ? Optional.of(
            "nothing reads the key %s: the front door has camel.server.host and camel.server.port,"
                    .formatted(name)
                + " and nice.http.*")
        : Optional.empty();
  }

  /** The nearest key, or what is wrong with the name within. */
  private String why(String name) {
    Matcher named = NAMED_KEY.matcher(name);
    return named.matches() && !named.group(2).matches("[a-z0-9][a-z0-9-]*|\\*")
        ? ": the name [%s] must be of a-z, 0-9 and -".formatted(named.group(2))
        : Nearest.hint(name, candidates(name));
  }

  /** Camel's management port with TLS or a password does not open, or opens without them. */
  private static Optional<String> notOfThisPort(String name, String value) {
    return HARDENED.contains(name) && !value.equalsIgnoreCase("false")
        ? Optional.of(
            "%s [%s] must be false: the management port is plain HTTP, for a network that only its users reach"
                .formatted(name, value))
        : Optional.empty();
  }

  /** A typo in a variable would otherwise leave the default in force without a word. */
  private void strangers() {
    settings
        .layers()
        .strangers(namedInRoutes)
        .forEach(
            (variable, known) ->
                faults.add(
                    new Fault(
                        Environment.PLACE + variable,
                        0,
                        "nothing reads the variable "
                            + variable
                            + Nearest.hint(variable, known.stream()))));
  }

  /** A secret in a file that nothing was written to would be a password of no characters. */
  private void secret(Key key, Setting setting) {
    if (key.isSecret()
        && setting.text().startsWith("file:")
        && settings.secret(key.name()).filter(String::isEmpty).isPresent()) {
      fault(setting, key.name() + " must be a file that is not empty");
    }
  }

  /** What is said for every broker was looked at under its own name. */
  private void value(Key key, Setting setting) {
    boolean copy =
        Family.of(key.name()).filter(family -> isCommon(family, key.name(), setting)).isPresent();
    if (copy || (setting.text().isEmpty() && key.need() != Need.SHIPPED)) {
      return;
    }
    String shown = key.isSecret() ? key.name() : key.name() + " [" + masked(setting.text()) + "]";
    try {
      key.form().read(setting.text());
      unresolved(key, setting).ifPresent(sentence -> fault(setting, shown + sentence));
      files(key, setting.text())
          .filter(file -> !Files.isReadable(file) || Files.isDirectory(file))
          .findFirst()
          .ifPresentOrElse(
              file -> fault(setting, shown + " must be a file that can be read"),
              () -> secret(key, setting));
    } catch (IllegalArgumentException e) {
      fault(setting, shown + " " + e.getMessage());
    }
  }

  /** An address must not hold a password; one that does must not show it. */
  private static String masked(String text) {
    return text.replaceFirst("//.*@", "//***@").replaceFirst("(?i)\\?.*password.*", "?***");
  }

  private boolean isCommon(Family family, String name, Setting setting) {
    String common = family.key(Family.EVERY, Family.field(name));
    return !name.equals(common)
        && settings.layers().find(common).filter(setting::equals).isPresent();
  }

  /** Camel resolves placeholders in its own settings, nobody does in ours. */
  private static Optional<String> unresolved(Key key, Setting setting) {
    return key.name().startsWith("nice.") && !key.isSecret() && setting.text().contains("{{")
        ? Optional.of(" must be a value: a placeholder is not resolved here")
        : Optional.empty();
  }

  private Stream<Path> files(Key key, String text) {
    Stream<Path> files =
        key.form().equals(Form.FILES)
            ? Form.FILES.read(text).stream()
            : key.form().equals(Form.FILE) || isFileAddress(key, text)
                ? Stream.of(Form.FILE.read(text))
                : Stream.empty();
    return files.map(settings::resolve);
  }

  private static boolean isFileAddress(Key key, String text) {
    return text.startsWith("file:") && (key.isSecret() || key.form().equals(Form.FILE_OR_HTTPS));
  }

  private Stream<String> candidates(String name) {
    Stream<Key> known =
        Family.of(name)
            .flatMap(family -> family.memberIn(name).map(member -> Keys.of(family, member)))
            .orElseGet(() -> Keys.all(settings::members));
    return known.map(Key::name);
  }

  private void needed(Key key) {
    if (key.need() == Need.REQUIRED && settings.text(key.name()).isEmpty()) {
      missing(key.name(), key.meaning());
    }
  }

  /** Settings that need each other. */
  private void together() {
    if (none("nice.token.jwks") && none("nice.token.trust")) {
      missing("nice.token.jwks", "the keys that verify access tokens (or nice.token.trust)");
    }
    if (none("camel.ssl.keyStore") && none("nice.http.certificate")) {
      missing("camel.ssl.keyStore", "the door's key and certificate (or nice.http.certificate)");
    }
    needs("camel.ssl.keyStore", "camel.ssl.keystorePassword");
    needs("nice.http.certificate", "nice.http.key");
    needs("nice.http.key", "nice.http.certificate");
    needs("nice.sign.key", "nice.sign.chain");
    needs("nice.sign.chain", "nice.sign.key");
    for (String broker : settings.brokerNames()) {
      needs(Settings.brokerKey(broker, "username"), Settings.brokerKey(broker, "password"));
      needs(
          Settings.brokerKey(broker, "key-store"),
          Settings.brokerKey(broker, "key-store-password"));
    }
    for (String cluster : settings.members(Family.KAFKA)) {
      kafka(field -> Family.KAFKA.key(cluster, field));
    }
    for (String database : settings.members(Family.DATABASE)) {
      needs(Family.DATABASE.key(database, "username"), Family.DATABASE.key(database, "password"));
      needs(Family.DATABASE.key(database, "password"), Family.DATABASE.key(database, "username"));
    }
    settings.tokenSources().forEach(this::tokenSource);
    if (!settings.text("camel.ssl.clientAuthentication").orElse("NONE").equals("NONE")) {
      needs("camel.ssl.clientAuthentication", "camel.ssl.trustStore");
    }
    pairs();
    ports();
    bodies();
    drain();
    routes();
  }

  /** One of three kinds, and all that it needs. */
  private void tokenSource(String name) {
    String url = Keys.tokenSourceKey(name, "url");
    String signKey = Keys.tokenSourceKey(name, "sign-key");
    String secret = Keys.tokenSourceKey(name, "secret");
    List<String> kinds = Stream.of(secret, url, signKey).filter(key -> !none(key)).toList();
    if (kinds.size() != 1) {
      Keys.ofTokenSource(name)
          .flatMap(key -> where(key.name()).stream())
          .findFirst()
          .ifPresent(
              setting ->
                  fault(
                      setting,
                      "the token source [%s] must have one of secret, url and sign-key"
                          .formatted(name)));
    }
    needs(url, Keys.tokenSourceKey(name, "client-id"));
    needs(url, Keys.tokenSourceKey(name, "client-secret"));
    needs(signKey, Keys.tokenSourceKey(name, "sign-chain"));
  }

  private void ports() {
    String door = settings.text("camel.server.port").orElse("");
    if (!door.equals("0")
        && settings.text("camel.management.port").filter(door::equals).isPresent()) {
      where("camel.management.port")
          .ifPresent(
              setting ->
                  fault(
                      setting,
                      "camel.management.port [%s] must not be camel.server.port".formatted(door)));
    }
  }

  /** One body at least must find room, and one answer of that size. */
  private void bodies() {
    roomForOne("nice.http.max-bodies");
    roomForOne("nice.http.max-answers");
  }

  private void roomForOne(String key) {
    long one = sizeOr("nice.http.max-body", 0);
    long all = sizeOr(key, one);
    if (all < one) {
      where(key)
          .ifPresent(
              setting ->
                  fault(
                      setting,
                      "%s [%s] must not be below nice.http.max-body"
                          .formatted(key, setting.text())));
    }
  }

  private void kafka(UnaryOperator<String> key) {
    needs(key.apply("username"), key.apply("password"));
    needs(key.apply("password"), key.apply("username"));
    needs(key.apply("key-store"), key.apply("key-store-password"));
    boolean bare = settings.text(key.apply("mechanism")).filter("PLAIN"::equals).isPresent();
    settings
        .text(key.apply("url"))
        .filter(KafkaSettings::isInTheClear)
        .filter(url -> bare && !none(key.apply("username")))
        .flatMap(url -> where(key.apply("url")))
        .ifPresent(
            setting ->
                fault(
                    setting,
                    "%s [%s] must be kafka+ssl://… with the mechanism PLAIN: the password would be read on the way"
                        .formatted(key.apply("url"), setting.text())));
  }

  /** Where it is no size, that has been said. */
  private long sizeOr(String key, long otherwise) {
    try {
      return settings.size(key);
    } catch (IllegalArgumentException e) {
      return otherwise;
    }
  }

  private void drain() {
    String key = "camel.main.shutdownTimeout";
    try {
      Duration drain = settings.duration("nice.http.drain-timeout");
      Duration stop = Duration.ofSeconds(settings.count(key));
      if (stop.compareTo(drain) <= 0) {
        where(key)
            .ifPresent(
                setting ->
                    fault(
                        setting,
                        "%s [%d] must be more seconds than nice.http.drain-timeout [%d]"
                            .formatted(key, stop.toSeconds(), drain.toSeconds())));
      }
    } catch (IllegalArgumentException notEvenANumber) {
      // Said already, where each of the two was looked at.
      return;
    }
  }

  private void pairs() {
    int certificates = settings.text("nice.http.certificate").orElse("").split(",", -1).length;
    int keys = settings.text("nice.http.key").orElse("").split(",", -1).length;
    if (certificates != keys && !none("nice.http.certificate") && !none("nice.http.key")) {
      where("nice.http.key")
          .ifPresent(
              setting ->
                  fault(
                      setting,
                      "nice.http.key must name a key for each certificate: %d for %d"
                          .formatted(keys, certificates)));
    }
  }

  /** Camel must load nothing that the rules for route files have not seen. */
  private void routes() {
    String exclude = "camel.main.routesExcludePattern";
    where(exclude)
        .ifPresent(
            setting -> fault(setting, exclude + " must not be set: move the file elsewhere"));
    String include = "camel.main.routesIncludePattern";
    for (String pattern : settings.text(include).orElse("").split(",", -1)) {
      String glob = pattern.strip();
      if (!glob.startsWith("file:") || !glob.endsWith(RouteFiles.SUFFIX)) {
        where(include)
            .ifPresent(
                setting ->
                    fault(
                        setting,
                        "%s [%s] must be file:…%s".formatted(include, glob, RouteFiles.SUFFIX)));
      } else if (isMissing(glob)) {
        where(include)
            .ifPresent(
                setting ->
                    fault(
                        setting,
                        "%s [%s] must be a file that can be read".formatted(include, glob)));
      }
    }
    if (settings.text("camel.main.routesReloadEnabled").orElse("false").equals("true")) {
      where("camel.main.routesReloadEnabled")
          .ifPresent(
              setting ->
                  fault(
                      setting,
                      "camel.main.routesReloadEnabled would load files unchecked;"
                          + " nice.reload.watch=on checks them first"));
    }
  }

  private boolean isMissing(String glob) {
    return !glob.contains("*")
        && !glob.contains("?")
        && !Files.isReadable(settings.resolve(Path.of(glob.substring("file:".length()))));
  }

  private void needs(String key, String other) {
    if (!none(key) && none(other)) {
      where(key).ifPresent(setting -> fault(setting, other + " is missing: " + key + " needs it"));
    }
  }

  private boolean none(String key) {
    return settings.text(key).isEmpty();
  }

  private Optional<Setting> where(String key) {
    return settings.layers().find(key);
  }

  private void missing(String key, String meaning) {
    int line =
        where(key)
            .map(Setting::place)
            .filter(place -> place.file().equals(Settings.FILE))
            .map(Place::line)
            .orElse(0);
    faults.add(new Fault(Settings.FILE, line, key + " is missing: " + meaning));
  }

  private void fault(Setting setting, String sentence) {
    faults.add(Fault.at(setting.place(), sentence));
  }
}
