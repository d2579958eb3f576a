package io.nicebridge;

import io.nicebridge.cases.Case;
import io.nicebridge.cases.Outcome;
import io.nicebridge.cases.Problem;
import io.nicebridge.cases.Stage;
import io.nicebridge.cases.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code java -jar nice-bridge.jar test [<file>…]}: plays the cases of {@code routes/examples}
 * against the routes as they are, without a socket, and tells what did not come true.
 */
final class TestCommand {
  static final String NAME = "test";

  private static final String EXAMPLES = "routes/examples";
  private static final int DEEPEST = 8;

  private static final Case.Given NOTHING =
      new Case.Given(Map.of(), List.of(), Map.of(), Optional.empty(), Optional.empty(), List.of());

  private final Path home;
  private final PrintStream out;
  private final CaseSettings settings;

  private TestCommand(Path home, PrintStream out) {
    this.home = home;
    this.out = out;
    this.settings = new CaseSettings(home);
  }

  /**
   * Plays the cases of some files, or of all.
   *
   * @return the exit status: 0 when all came true, else 1
   */
  static int run(Path home, List<String> files, PrintStream out) {
    return new TestCommand(home, out).run(files);
  }

  private int run(List<String> names) {
    List<Path> paths = names.isEmpty() ? examples() : names.stream().map(home::resolve).toList();
    if (paths.isEmpty()) {
      out.println(EXAMPLES + ": holds no cases");
      return 1;
    }
    List<Fault> faults = settings.routeFaults(settings.of(NOTHING));
    if (!faults.isEmpty()) {
      faults.forEach(out::println);
      out.println("no case was played: the routes must be without faults first");
      return 1;
    }
    int cases = 0;
    int failures = 0;
    for (Path path : paths) {
      CaseFile file = CaseFile.read(home, path);
      file.faults().forEach(out::println);
      int before = failures;
      failures += file.faults().isEmpty() ? 0 : 1;
      for (Case one : file.cases()) {
        List<Fault> untrue = play(file.name(), one);
        untrue.forEach(out::println);
        cases++;
        failures += untrue.isEmpty() ? 0 : 1;
      }
      if (paths.size() > 1) {
        out.println(file.name() + ": " + summary(file.cases().size(), failures - before));
      }
    }
    out.println(summary(cases, failures));
    return failures == 0 ? 0 : 1;
  }

  private static String summary(int cases, int failures) {
    return counted(cases, "case") + ", " + counted(failures, "failure");
  }

  private static String counted(int count, String what) {
    return count == 1 ? "1 " + what : count + " " + what + "s";
  }

  private List<Path> examples() {
    Path folder = home.resolve(EXAMPLES);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(folder, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
      return found
          .filter(Files::isRegularFile)
          .filter(file -> isOfCases(file.getFileName() + ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOfCases(String name) {
    return (name.endsWith(".yaml") || name.endsWith(".yml"))
        && !name.endsWith(RouteFiles.SUFFIX)
        && !name.startsWith(".");
  }

  private List<Fault> play(String file, Case one) {
    try {
      return verdict(one).stream()
          .map(
              problem ->
                  new Fault(
                      file,
                      problem.line(),
                      "case [%s]: %s".formatted(one.name(), problem.sentence())))
          .toList();
    } catch (StartRefused refused) {
      return refused.reasons().stream()
          .map(reason -> new Fault(file, one.line(), "case [%s]: %s".formatted(one.name(), reason)))
          .toList();
    } catch (RuntimeException e) {
      String sentence = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      return List.of(new Fault(file, one.line(), "case [%s]: %s".formatted(one.name(), sentence)));
    }
  }

  private List<Problem> verdict(Case one) {
    Settings played = settings.of(one.given());
    List<Fault> faults = settings.routeFaults(played);
    if (!faults.isEmpty()) {
      throw StartRefused.of(faults);
    }
    Clock clock =
        one.given().now().map(now -> Clock.fixed(now, ZoneOffset.UTC)).orElseGet(Clock::systemUTC);
    Stage stage = new Stage(one.given(), clock);
    Wiring wiring = Wiring.played(home, played, clock);
    try (CaseBridge bridge = CaseBridge.start(wiring, played, one.given().settings(), stage)) {
      one.given().tables().forEach(bridge::table);
      Outcome outcome = bridge.play(one.when());
      return Verdict.of(one.then(), outcome);
    }
  }
}
