package io.nicebridge;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.model.ProcessorDefinition;

/** Which line an operator has to change when Camel cannot make a route, and why. */
final class Blame {
  private final SourceLines lines;
  private final Set<String> files;

  /**
   * @param files from the bridge's folder, those that were loaded
   */
  Blame(Path home, Set<String> files) {
    this.lines = new SourceLines(home);
    this.files = files;
  }

  /** What Camel threw when it made a route, or a step of one by itself. */
  Fault of(ProcessorDefinition<?> made, Throwable thrown) {
    return named(thrown).orElseGet(() -> at(culprit(made, thrown), sentence(thrown)));
  }

  /** Camel blames the first step of every route for a class that the common errors name. */
  private Optional<Fault> named(Throwable thrown) {
    Throwable last = innermost(thrown);
    String name = String.valueOf(last.getMessage());
    return last instanceof ClassNotFoundException
        ? files.stream()
            .sorted()
            .flatMap(
                file ->
                    lines.find(file, 1, name).stream()
                        .mapToObj(line -> new Fault(file, line, sentence(last))))
            .findFirst()
        : Optional.empty();
  }

  /** The step that Camel's message quotes, or else what was made. */
  private static ProcessorDefinition<?> culprit(ProcessorDefinition<?> made, Throwable thrown) {
    String message = String.valueOf(thrown.getMessage());
    return made.getOutputs().stream()
        .filter(step -> message.contains(">>> " + step + " <<<"))
        .findFirst()
        .<ProcessorDefinition<?>>map(step -> step)
        .orElse(made);
  }

  Fault at(ProcessorDefinition<?> step, String sentence) {
    String location = String.valueOf(step.getLocation()).replaceFirst("^file:(//)?", "");
    String file = RouteFiles.name(lines.home(), Path.of(location));
    // Camel counts a step from the line before when its options follow in braces or below.
    int about = Math.max(1, step.getLineNumber());
    int line = lines.find(file, about, step.getShortName() + ":").orElse(about);
    return new Fault(file, line, sentence);
  }

  /** Of the causes the innermost says what is wrong; some have only their name. */
  static String sentence(Throwable thrown) {
    Throwable last = innermost(thrown);
    String said = String.valueOf(last.getMessage()).lines().findFirst().orElse("");
    if (last instanceof NullPointerException) {
      return "Camel does not take it: something it must have is missing, as an expression or a"
          + " name";
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
