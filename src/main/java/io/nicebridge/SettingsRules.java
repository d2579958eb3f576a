package io.nicebridge;

import io.nicebridge.Key.Need;
import io.nicebridge.SettingsFile.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is wrong with the settings: everything at once, a sentence each, in the order found. */
final class SettingsRules {
  private static final Pattern NAMED_KEY =
      Pattern.compile("nice\\.(broker|token-source)\\.(.+)\\.[a-z-]+");

  private static final String MAIN_URL = Settings.brokerKey(BrokerWiring.MAIN, "url");

  private static final Set<String> HARDENED =
      Set.of(
          "camel.management.useGlobalSslContextParameters",
          "camel.management.authenticationEnabled");

  private final Settings settings;
  private final Set<String> namedInRoutes;
  private final SettingFaults faults;

  private SettingsRules(Settings settings, Set<String> namedInRoutes) {
    this.settings = settings;
    this.namedInRoutes = namedInRoutes;
    this.faults = new SettingFaults(settings);
  }

  /**
   * @param namedInRoutes keys that a route file reads as {@code {{key}}}
   */
  static List<Fault> faults(Settings settings, Set<String> namedInRoutes) {
    SettingsRules rules = new SettingsRules(settings, namedInRoutes);
    settings.layers().faults().forEach(rules.faults::add);
    settings.layers().all().forEach(rules::look);
    rules.strangers();
    Keys.all(settings::members).forEach(rules::needed);
    new SettingsTogether(settings, rules.faults).look();
    rules.routes();
    return rules.faults.all();
  }

  private void look(String name, Setting setting) {
    Optional<Key> key = Keys.find(name);
    if (key.isPresent()) {
      value(key.get(), setting);
    } else if (name.regionMatches(true, 0, "nice.", 0, 5) && !namedInRoutes.contains(name)) {
      faults.at(setting, "nothing reads the key " + name + why(name));
    } else if (name.startsWith("camel.")) {
      CamelKeys.complaint(name, setting.text())
          .or(() -> unheard(name))
          .or(() -> notOfThisPort(name, setting.text()))
          .or(() -> CamelKeys.strangeGroup(name).filter(c -> !namedInRoutes.contains(name)))
          .ifPresent(complaint -> faults.at(setting, complaint));
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
      faults.at(setting, key.name() + " must be a file that is not empty");
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
      unresolved(key, setting).ifPresent(sentence -> faults.at(setting, shown + sentence));
      files(key, setting.text())
          .filter(file -> !Files.isReadable(file) || Files.isDirectory(file))
          .findFirst()
          .ifPresentOrElse(
              file -> faults.at(setting, shown + " must be a file that can be read"),
              () -> secret(key, setting));
    } catch (IllegalArgumentException e) {
      faults.at(setting, shown + " " + e.getMessage());
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
    boolean embedded = key.name().equals(MAIN_URL) && BrokerWiring.isEmbedded(settings);
    if (key.need() == Need.REQUIRED && !embedded && faults.none(key.name())) {
      faults.missing(key.name(), key.meaning());
    }
  }

  /** Camel must load nothing that the rules for route files have not seen. */
  private void routes() {
    String exclude = "camel.main.routesExcludePattern";
    faults
        .where(exclude)
        .ifPresent(
            setting -> faults.at(setting, exclude + " must not be set: move the file elsewhere"));
    String include = "camel.main.routesIncludePattern";
    for (String pattern : settings.text(include).orElse("").split(",", -1)) {
      String glob = pattern.strip();
      if (!glob.startsWith("file:") || !glob.endsWith(RouteFiles.SUFFIX)) {
        faults
            .where(include)
            .ifPresent(
                setting ->
                    faults.at(
                        setting,
                        "%s [%s] must be file:…%s".formatted(include, glob, RouteFiles.SUFFIX)));
      } else if (isMissing(glob)) {
        faults
            .where(include)
            .ifPresent(
                setting ->
                    faults.at(
                        setting,
                        "%s [%s] must be a file that can be read".formatted(include, glob)));
      }
    }
    if (settings.text("camel.main.routesReloadEnabled").orElse("false").equals("true")) {
      faults
          .where("camel.main.routesReloadEnabled")
          .ifPresent(
              setting ->
                  faults.at(
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
}
