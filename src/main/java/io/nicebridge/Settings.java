package io.nicebridge;

import io.nicebridge.SettingsFile.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the operator set, and what the shipped application.properties says where nobody set
 * anything.
 *
 * <p>Reading never fails: {@link SettingsRules} lists what is wrong, all of it, and the typed
 * getters below may be asked once there was nothing.
 */
public final class Settings {
  /** The operator's file, in the bridge's folder; a copy inside the jar holds the defaults. */
  static final String FILE = "application.properties";

  private static final String OFF = "off";

  private final Path home;
  private final Layers layers;

  private Settings(Path home, Layers layers) {
    this.home = home;
    this.layers = layers;
  }

  /** Reads the settings of a folder, over them the environment, over that the JVM's -D. */
  public static Settings read(Path home) {
    return read(home, System.getProperties(), System.getenv());
  }

  static Settings read(Path home, Properties jvm, Map<String, String> environment) {
    try {
      return new Settings(home, Layers.read(home.resolve(FILE), jvm, environment));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Layers layers() {
    return layers;
  }

  /** The key of a field of a broker: {@code nice.broker.<name>.<field>}. */
  public static String brokerKey(String name, String field) {
    return Family.BROKER.key(name, field);
  }

  /** Always with {@code main}. */
  public NavigableSet<String> brokerNames() {
    return layers.members(Family.BROKER);
  }

  NavigableSet<String> members(Family family) {
    return layers.members(family);
  }

  /** Those of which something is said. */
  NavigableSet<String> tokenSources() {
    return layers.all().entrySet().stream()
        .filter(setting -> !setting.getValue().text().isEmpty())
        .flatMap(setting -> Keys.tokenSourceIn(setting.getKey()).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What stands in a field of a broker. */
  public Optional<String> broker(String name, String field) {
    return text(brokerKey(name, field));
  }

  /** A value as it was written; an empty one is none. */
  public Optional<String> text(String key) {
    return layers.find(key).map(Setting::text).filter(text -> !text.isEmpty());
  }

  public String required(String key) {
    return text(key).orElseThrow(() -> new IllegalArgumentException(key + " is missing"));
  }

  public Duration duration(String key) {
    return Form.DURATION.read(required(key));
  }

  public Optional<Duration> durationOrOff(String key) {
    String text = required(key);
    return text.equals(OFF) ? Optional.empty() : Optional.of(Form.DURATION.read(text));
  }

  /** Requests a second. */
  public OptionalInt rateOrOff(String key) {
    String text = required(key);
    return text.equals(OFF) ? OptionalInt.empty() : OptionalInt.of(Form.RATE.read(text));
  }

  /** Bytes. */
  public long size(String key) {
    return Form.SIZE.read(required(key));
  }

  public int count(String key) {
    return Form.count(0, Integer.MAX_VALUE).read(required(key));
  }

  public boolean on(String key) {
    return Form.SWITCH.read(required(key));
  }

  public List<String> list(String key) {
    return text(key).map(Form.LIST::read).orElse(List.of());
  }

  /** A file; a relative one is meant from the bridge's folder. */
  public Optional<Path> path(String key) {
    return text(key).map(Form.FILE::read).map(home::resolve);
  }

  public List<Path> paths(String key) {
    List<Path> paths = text(key).map(Form.FILES::read).orElse(List.of());
    return paths.stream().map(home::resolve).toList();
  }

  /** A {@code file:} (absolute by now) or {@code https:} address. */
  public Optional<URI> address(String key) {
    return text(key)
        .map(
            text ->
                text.startsWith("file:")
                    ? home.resolve(Form.FILE.read(text)).toAbsolutePath().toUri()
                    : Form.FILE_OR_HTTPS.read(text));
  }

  /**
   * A secret: the value itself, or the content of the mounted file that it names by {@code file:},
   * read anew each time.
   */
  public Optional<String> secret(String key) {
    return text(key).map(text -> text.startsWith("file:") ? contentOf(text) : text);
  }

  private String contentOf(String address) {
    try {
      return Files.readString(home.resolve(Form.FILE.read(address))).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path resolve(Path file) {
    return home.resolve(file);
  }

  /**
   * Every key with its value, as Camel is to know them; Camel's own secrets read from their files.
   * Not for showing.
   */
  public Map<String, String> effective() {
    Map<String, String> effective = new LinkedHashMap<>();
    layers.all().forEach((key, setting) -> effective.put(key, setting.text()));
    effective.replaceAll(
        (key, text) ->
            key.startsWith("camel.") && Keys.find(key).map(Key::isSecret).orElse(false)
                ? secret(key).orElse(text)
                : text);
    return effective;
  }
}
