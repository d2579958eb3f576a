package io.nicebridge;

import io.nicebridge.RouteFile.Contents;
import io.nicebridge.SettingsFile.Setting;
import io.nicebridge.http.SiteClient;
import io.nicebridge.step.FrigateCommands;
import io.nicebridge.step.FrigateEvents;
import io.nicebridge.step.GenetecEvents;
import io.nicebridge.step.MilestoneEvents;
import io.nicebridge.step.MilestoneReply;
import io.nicebridge.step.MilestoneWebhook;
import io.nicebridge.step.NxEvents;
import io.nicebridge.step.OnvifEvents;
import io.nicebridge.step.OnvifListener;
import io.nicebridge.step.OnvifNotify;
import io.nicebridge.step.OnvifPull;
import io.nicebridge.step.SiteCall;
import io.nicebridge.step.StationEvents;
import io.nicebridge.step.Table;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What adapters declare beside their tables: addresses, logins, files, numbers. */
final class AdapterBeans {
  static final Map<String, Class<?>> TYPES =
      Stream.of(
              MilestoneEvents.class,
              MilestoneReply.class,
              MilestoneWebhook.class,
              SiteClient.class,
              FrigateCommands.class,
              FrigateEvents.class,
              OnvifEvents.class,
              OnvifListener.class,
              OnvifNotify.class,
              OnvifPull.class,
              NxEvents.class,
              StationEvents.class,
              GenetecEvents.class,
              SiteCall.class)
          .collect(Collectors.toMap(Class::getName, Function.identity()));

  /** Without them nothing works, and nobody would know before the first event. */
  private static final Map<String, List<String>> NEEDED =
      Map.of(
          SiteCall.class.getName(), List.of("url"),
          OnvifPull.class.getName(), List.of("camera", "url"),
          OnvifNotify.class.getName(), List.of("camera"),
          MilestoneWebhook.class.getName(), List.of("secret"));

  private static final Set<String> SECRETS =
      Set.of("password", "secret", "key", "trustStorePassword");
  private static final String NOT_EMPTY = "a property [%s] that is not empty";
  private static final String TOLD_BY_HAND = "a url, or a key for a camera that is told by hand";
  private static final String TRUST = "trustStore";
  private static final String FILE = "file:";
  private static final Pattern SETTING = Pattern.compile("\\{\\{([^{}:?]+)(:[^{}]*)?}}");

  private AdapterBeans() {}

  /** Those of our own types, whatever a route file calls them. */
  private static Stream<Bean> all(Rule.House house) {
    return house.files().all(Contents::beans).stream()
        .filter(bean -> TYPES.containsKey(bean.type()));
  }

  /** Each is set as it would be at a start; what a table says of its lines is not said here. */
  static Stream<Fault> everyPropertyOfAnAdapterFits(Rule.House house) {
    return all(house)
        .flatMap(
            bean ->
                bean.properties().entrySet().stream()
                    .flatMap(one -> unfit(house, bean, one.getKey(), one.getValue()).stream()));
  }

  private static Optional<Fault> unfit(
      Rule.House house, Bean bean, String name, Bean.Property property) {
    Class<?> type = TYPES.getOrDefault(bean.type(), Object.class);
    String own = name.replaceFirst("\\..*", "");
    Optional<Method> setter = setters(type).filter(one -> property(one).equals(own)).findFirst();
    boolean nested = !own.equals(name);
    if (nested && setter.filter(one -> !isPlain(one)).isPresent()) {
      // Of an object of Vert.x, say: Camel knows what it has.
      return Optional.empty();
    }
    if (nested || setter.isEmpty()) {
      return Optional.of(
          Fault.at(
              property.lineAt(1),
              "the bean [%s] has no property [%s]%s"
                  .formatted(
                      bean.name(),
                      name,
                      Nearest.hint(name, setters(type).map(AdapterBeans::property)))));
    }
    String value = resolved(house, property);
    return value.contains("{{")
        ? Optional.empty()
        : complaint(type, setter.get(), name, value)
            .map(said -> Fault.at(place(house, property), said));
  }

  private static Stream<Method> setters(Class<?> type) {
    return Stream.of(type.getMethods())
        .filter(method -> method.getName().startsWith("set") && method.getParameterCount() == 1)
        .sorted((one, other) -> Boolean.compare(isPlain(other), isPlain(one)));
  }

  /** What text can be made to: a class that we extend has others of the same names. */
  private static boolean isPlain(Method setter) {
    return Set.of(String.class, long.class, boolean.class).contains(setter.getParameterTypes()[0]);
  }

  private static String property(Method setter) {
    String name = setter.getName().substring(3);
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private static Optional<String> complaint(
      Class<?> type, Method setter, String name, String value) {
    Class<?> wanted = setter.getParameterTypes()[0];
    if (wanted == boolean.class && !value.matches("(?i)true|false")) {
      return Optional.of("%s [%s] must be true or false".formatted(name, value));
    }
    if (wanted == long.class && !value.matches("-?[0-9]{1,18}")) {
      return Optional.of("%s [%s] must be a whole number, without a unit".formatted(name, value));
    }
    if (!isPlain(setter)) {
      return Optional.empty();
    }
    try {
      Object argument =
          wanted == boolean.class
              ? (Object) Boolean.valueOf(value)
              : wanted == long.class ? (Object) Long.valueOf(value) : value;
      setter.invoke(type.getConstructor().newInstance(), argument);
      return Optional.empty();
    } catch (InvocationTargetException e) {
      return e.getCause() instanceof Table.BadRow
              || !(e.getCause() instanceof IllegalArgumentException bad)
          ? Optional.empty()
          : Optional.of(String.valueOf(bad.getMessage()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("each is public, with a constructor that is, too", e);
    }
  }

  static Stream<Fault> everyAdapterHasWhatItNeeds(Rule.House house) {
    return all(house)
        .flatMap(
            bean ->
                NEEDED.getOrDefault(bean.type(), List.of()).stream()
                    .flatMap(name -> missing(house, bean, name, name, NOT_EMPTY.formatted(name))));
  }

  private static boolean isMissing(Rule.House house, Bean.@Nullable Property property) {
    return property == null || resolved(house, property).isBlank();
  }

  /** It sends to a listener that it was given, or to where it was told by hand. */
  static Stream<Fault> everyNotifyingCameraKnowsWhereTo(Rule.House house) {
    return all(house)
        .filter(bean -> bean.type().equals(OnvifNotify.class.getName()))
        .flatMap(
            bean ->
                isMissing(house, bean.properties().get("url"))
                    ? missing(house, bean, "key", "url", TOLD_BY_HAND)
                    : missing(
                        house, bean, "listener", "listener", NOT_EMPTY.formatted("listener")));
  }

  private static Stream<Fault> missing(
      Rule.House house, Bean bean, String name, String where, String rule) {
    return isMissing(house, bean.properties().get(name))
        ? Stream.of(
            Fault.at(
                place(house, bean, where),
                "the bean [%s] must have %s".formatted(bean.name(), rule)))
        : Stream.empty();
  }

  static Stream<Fault> everyFileOfAnAdapterCanBeRead(Rule.House house) {
    return all(house)
        .flatMap(
            bean ->
                bean.properties().entrySet().stream()
                    .filter(one -> isFile(one.getKey(), resolved(house, one.getValue())))
                    .filter(one -> !isReadable(house, resolved(house, one.getValue())))
                    .map(
                        one ->
                            Fault.at(
                                place(house, one.getValue()),
                                "%s [%s] must be a file that can be read"
                                    .formatted(one.getKey(), resolved(house, one.getValue())))));
  }

  private static boolean isFile(String name, String value) {
    return !value.contains("{{")
        && ((SECRETS.contains(name) && value.startsWith(FILE))
            || (name.equals(TRUST) && !value.isEmpty()));
  }

  private static boolean isReadable(Rule.House house, String value) {
    Path file = house.settings().resolve(Path.of(value.replaceFirst("^" + FILE, "")));
    return Files.isReadable(file) && !Files.isDirectory(file);
  }

  private static String resolved(Rule.House house, Bean.Property property) {
    return Placeholders.resolve(property.value(), house.settings()::text).strip();
  }

  private static Place place(Rule.House house, Bean bean, String name) {
    Bean.Property property = bean.properties().get(name);
    return property == null ? bean.place() : place(house, property);
  }

  /** Where an operator changes it: in the settings, where the property is nothing but one. */
  private static Place place(Rule.House house, Bean.Property property) {
    Matcher whole = SETTING.matcher(property.value().strip());
    return whole.matches()
        ? house
            .settings()
            .layers()
            .find(whole.group(1))
            .map(Setting::place)
            .orElse(property.lineAt(1))
        : property.lineAt(1);
  }
}
