package io.nicebridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;

/** Which line an operator has to change when Camel cannot make a route, and why. */
final class Blame {
  private final Path home;
  private final Set<String> files;

  /**
   * @param files from the bridge's folder, those that were loaded
   */
  Blame(Path home, Set<String> files) {
    this.home = home;
    this.files = files;
  }

  /** What Camel threw when it made a route. */
  Fault of(RouteDefinition route, Throwable thrown) {
    return named(thrown).orElseGet(() -> at(culprit(route, thrown), sentence(thrown)));
  }

  /** Camel blames the first step of every route for a class that the common errors name. */
  private Optional<Fault> named(Throwable thrown) {
    Throwable last = innermost(thrown);
    String name = String.valueOf(last.getMessage());
    return last instanceof ClassNotFoundException
        ? files.stream()
            .sorted()
            .flatMap(
                file -> mentions(file, name).map(line -> new Fault(file, line, sentence(last))))
            .findFirst()
        : Optional.empty();
  }

  private Stream<Integer> mentions(String file, String name) {
    List<String> lines = lines(home.resolve(file));
    return IntStream.range(0, lines.size())
        .filter(i -> lines.get(i).contains(name))
        .mapToObj(i -> i + 1);
  }

  /** The step that Camel's message quotes, or else the route. */
  private static ProcessorDefinition<?> culprit(RouteDefinition route, Throwable thrown) {
    String message = String.valueOf(thrown.getMessage());
    return route.getOutputs().stream()
        .filter(step -> message.contains(">>> " + step + " <<<"))
        .findFirst()
        .<ProcessorDefinition<?>>map(step -> step)
        .orElse(route);
  }

  Fault at(ProcessorDefinition<?> step, String sentence) {
    String location = String.valueOf(step.getLocation()).replaceFirst("^file:(//)?", "");
    Path file = Path.of(location);
    return new Fault(RouteFiles.name(home, file), line(file, step), sentence);
  }

  /** Camel counts a step from the line before when its options follow in braces or below. */
  private static int line(Path file, ProcessorDefinition<?> step) {
    int about = Math.max(1, step.getLineNumber());
    List<String> lines = lines(file);
    return IntStream.range(about - 1, lines.size())
        .filter(i -> lines.get(i).contains(step.getShortName() + ":"))
        .map(i -> i + 1)
        .findFirst()
        .orElse(about);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Of the causes the innermost says what is wrong; some have only their name. */
  static String sentence(Throwable thrown) {
    Throwable last = innermost(thrown);
    String said = String.valueOf(last.getMessage()).lines().findFirst().orElse("");
    if (last instanceof NullPointerException) {
      return "Camel does not take it: something it must have is missing, as an expression or a name";
    }
    String name = last.getClass().getSimpleName();
    return "Camel does not take it: "
        + (last instanceof ReflectiveOperationException ? name + ": " + said : said);
  }

  private static Throwable innermost(Throwable thrown) {
    Throwable last = thrown;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return last;
  }
}
