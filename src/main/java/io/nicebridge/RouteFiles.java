package io.nicebridge;

import io.nicebridge.RouteFile.Contents;
import io.nicebridge.SettingsFile.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The route files that Camel would load from a folder, read for the rules. */
final class RouteFiles {
  static final String SUFFIX = ".camel.yaml";

  /** Levels below a folder that ** looks into. */
  private static final int DEEPEST = 8;

  private static final String PATTERNS = "camel.main.routesIncludePattern";

  private final List<RouteFile> files;
  private final List<Fault> faults;

  private RouteFiles(List<RouteFile> files, List<Fault> faults) {
    this.files = files;
    this.faults = faults;
  }

  static RouteFiles read(Path home, Settings settings) {
    List<Fault> faults = new ArrayList<>();
    List<RouteFile> files = new ArrayList<>();
    for (Path path : paths(home, settings)) {
      String name = name(home, path);
      try {
        RouteFile file = RouteReader.read(name, Files.readAllBytes(path));
        faults.addAll(file.faults());
        files.add(file);
      } catch (IOException e) {
        faults.add(new Fault(name, 0, "the file cannot be read"));
      }
    }
    faults.addAll(neverLoaded(home, settings));
    if (files.isEmpty()) {
      String found = settings.text(PATTERNS).orElse("");
      Place place =
          settings.layers().find(PATTERNS).map(Setting::place).orElse(new Place(Settings.FILE, 0));
      faults.add(Fault.at(place, PATTERNS + " [" + found + "] finds no file"));
    }
    return new RouteFiles(files, faults);
  }

  /** The files that camel.main.routesIncludePattern finds, each once. */
  static List<Path> paths(Path home, Settings settings) {
    return patterns(settings).stream()
        .flatMap(pattern -> matching(home, pattern))
        .distinct()
        .sorted()
        .toList();
  }

  private static List<String> patterns(Settings settings) {
    return settings.list(PATTERNS).stream()
        .filter(pattern -> pattern.startsWith("file:"))
        .map(pattern -> pattern.substring("file:".length()))
        .toList();
  }

  private static Stream<Path> matching(Path home, String pattern) {
    String start = folder(pattern);
    Path folder = home.resolve(start);
    String rest = pattern.substring(start.length()).replaceFirst("^/", "");
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
    int depth = rest.contains("**") ? DEEPEST : rest.split("/", -1).length;
    return list(folder, depth).stream()
        .filter(file -> matcher.matches(folder.relativize(file)))
        .filter(file -> !isHidden(folder, file));
  }

  /** The part of a pattern before its first wildcard. */
  private static String folder(String pattern) {
    int wildcard =
        Stream.of('*', '?')
            .mapToInt(pattern::indexOf)
            .filter(i -> i >= 0)
            .min()
            .orElse(pattern.length());
    int slash = pattern.lastIndexOf('/', wildcard);
    return slash < 0 ? "" : pattern.substring(0, slash);
  }

  private static List<Path> list(Path folder, int depth) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
      return found.filter(file -> Files.isRegularFile(file) || leadsNowhere(file)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Somebody wants the file that is not there: to be read, and refused. */
  private static boolean leadsNowhere(Path file) {
    return Files.isSymbolicLink(file) && !Files.exists(file);
  }

  /** Kubernetes mounts a ConfigMap by way of ..data, editors keep what they write in .x.swp. */
  private static boolean isHidden(Path folder, Path file) {
    for (Path part : folder.relativize(file)) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  /** Files beside the route files that look as if somebody expected them to be loaded. */
  private static List<Fault> neverLoaded(Path home, Settings settings) {
    return patterns(settings).stream()
        .map(pattern -> home.resolve(folder(pattern)))
        .distinct()
        .flatMap(folder -> list(folder, 1).stream())
        .filter(file -> looksLikeYaml(file.getFileName() + ""))
        .map(file -> name(home, file))
        .map(name -> new Fault(name, 0, "is never loaded: the name must end in " + SUFFIX))
        .toList();
  }

  private static boolean looksLikeYaml(String name) {
    return (name.endsWith(".yaml") || name.endsWith(".yml"))
        && !name.endsWith(SUFFIX)
        && !name.startsWith("kustomization.")
        && !name.startsWith(".");
  }

  /** As it is called in faults: from the bridge's folder where it lies in it. */
  static String name(Path home, Path file) {
    return file.startsWith(home) ? home.relativize(file) + "" : file + "";
  }

  /** Of the files as such: unreadable, empty, never loaded. */
  List<Fault> faults() {
    return faults;
  }

  List<RouteFile> files() {
    return files;
  }

  /** Everything of one sort, of all files. */
  <T> List<T> all(Function<Contents, List<T>> sort) {
    return files.stream().flatMap(file -> sort.apply(file.contents()).stream()).toList();
  }

  /** The routes as Camel runs them: also those made from templates, with the settings filled in. */
  List<Route> routes(Function<String, Optional<String>> values) {
    Stream<Route> plain = all(Contents::routes).stream();
    Stream<Route> made = all(Contents::uses).stream().flatMap(use -> made(use).stream());
    return Stream.concat(plain, made)
        .map(route -> route.with(text -> Placeholders.resolve(text, values)))
        .toList();
  }

  private Optional<Route> made(RouteFile.Use use) {
    return all(Contents::templates).stream()
        .filter(template -> template.id().filter(use.template()::equals).isPresent())
        .findFirst()
        .map(
            template -> {
              Map<String, String> values = new java.util.HashMap<>(template.parameters());
              values.putAll(use.parameters());
              // As Camel does.
              use.routeId().ifPresent(id -> values.put("routeId", id));
              return template
                  .body()
                  .blaming(use.place(), text -> Placeholders.resolve(text, use.parameters()))
                  .with(text -> Placeholders.resolve(text, values))
                  .at(use.place(), use.routeId());
            });
  }
}
