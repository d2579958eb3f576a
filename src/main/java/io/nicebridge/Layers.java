package io.nicebridge;

import io.nicebridge.SettingsFile.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The places a setting may come from, one over the other: the shipped defaults, the operator's
 * file, the environment, the JVM's -D. That is the order in which Camel Main configures itself.
 */
final class Layers {
  static final String COMMAND_LINE = "command line";

  private static final String SHIPPED = "the shipped " + Settings.FILE;

  private final Map<String, Setting> values = new LinkedHashMap<>();
  private final Map<Family, NavigableSet<String>> members = new EnumMap<>(Family.class);
  private final List<Fault> faults;
  private final Environment environment;
  private final Properties jvm;

  private Layers(List<Fault> faults, Environment environment, Properties jvm) {
    this.faults = faults;
    this.environment = environment;
    this.jvm = jvm;
    Stream.of(Family.values()).forEach(family -> members.put(family, new TreeSet<>()));
    members(Family.BROKER).add("main");
  }

  static Layers read(Path file, Properties jvm, Map<String, String> env) throws IOException {
    SettingsFile shipped;
    try (InputStream content = Layers.class.getResourceAsStream(Settings.FILE)) {
      shipped = SettingsFile.read(SHIPPED, content);
    }
    SettingsFile own = own(file);
    Layers layers = new Layers(own.faults(), new Environment(env), jvm);
    layers.put(shipped.values());
    layers.put(own.values());
    layers.override();
    return layers;
  }

  private static SettingsFile own(Path file) {
    if (!Files.exists(file)) {
      return new SettingsFile(Map.of(), List.of());
    }
    try (InputStream content = Files.newInputStream(file)) {
      return SettingsFile.read(Settings.FILE, content);
    } catch (IOException e) {
      Fault unreadable = new Fault(Settings.FILE, 0, "the file cannot be read");
      return new SettingsFile(Map.of(), List.of(unreadable));
    }
  }

  private void put(Map<String, Setting> layer) {
    layer.forEach((key, setting) -> values.put(CamelKeys.canonical(key), setting));
  }

  private void override() {
    members.forEach(this::find);
    known().forEach(key -> environment.find(key).ifPresent(setting -> values.put(key, setting)));
    for (String key : jvm.stringPropertyNames()) {
      if (key.regionMatches(true, 0, "nice.", 0, 5)
          || key.startsWith("camel.")
          || values.containsKey(key)) {
        Setting setting = new Setting(jvm.getProperty(key).strip(), new Place(COMMAND_LINE, 0));
        values.put(CamelKeys.canonical(key), setting);
      }
    }
    members.forEach((family, names) -> names.forEach(name -> fillIn(family, name)));
  }

  private void find(Family family, Set<String> names) {
    Stream.concat(values.keySet().stream(), jvm.stringPropertyNames().stream())
        .flatMap(key -> family.memberIn(key).stream())
        .filter(name -> !name.equals(Family.EVERY))
        .forEach(names::add);
    names.addAll(environment.members(family, names));
  }

  private Set<String> known() {
    return Stream.of(
            Keys.all(this::members).map(Key::name), CamelKeys.names(), values.keySet().stream())
        .flatMap(names -> names)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * Variables that look like settings and set nothing, each with the variables there are.
   *
   * @param namedInRoutes keys that a route file reads, {@code env:} ones as such
   */
  Map<String, Set<String>> strangers(Set<String> namedInRoutes) {
    Set<String> keys = known();
    namedInRoutes.forEach(key -> keys.add(key.replaceFirst("^env:", "")));
    Set<String> names = keys.stream().flatMap(Environment::spellings).collect(Collectors.toSet());
    return environment.strangers(keys).stream()
        .collect(Collectors.toMap(name -> name, name -> names, (a, b) -> a, TreeMap::new));
  }

  /** What {@code nice.broker.*} says for every broker that says nothing else. */
  private void fillIn(Family family, String name) {
    Keys.of(family, Family.EVERY)
        .map(Key::name)
        .filter(values::containsKey)
        .forEach(
            common -> {
              String own = family.key(name, Family.field(common));
              Optional.ofNullable(values.get(common))
                  .ifPresent(setting -> values.putIfAbsent(own, setting));
            });
  }

  Optional<Setting> find(String key) {
    return Optional.ofNullable(values.get(CamelKeys.canonical(key)));
  }

  Map<String, Setting> all() {
    return values;
  }

  /** Who of a family is named in the settings. */
  NavigableSet<String> members(Family family) {
    return Objects.requireNonNull(members.get(family));
  }

  /** Lines of the file that are none. */
  List<Fault> faults() {
    return faults;
  }

  /** Whether Camel finds a value for {@code {{key}}}. */
  boolean has(String key) {
    return values.containsKey(key)
        || values.containsKey(CamelKeys.canonical(key))
        || jvm.getProperty(key) != null
        || environment.find(key).isPresent();
  }

  boolean hasVariable(String name) {
    return environment.has(name);
  }
}
