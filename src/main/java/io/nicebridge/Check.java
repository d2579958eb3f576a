package io.nicebridge;

import io.nicebridge.RouteFile.Contents;
import io.nicebridge.RouteFile.Placeholder;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads settings and routes as a start would, opens no socket, and tells every fault with file and
 * line: to the bridge {@code check} is what {@code nginx -t} is to nginx.
 *
 * @param names of the steps that routes may refer to
 * @param tables rules for the beans that hold tables
 * @param deeper looks at files that the rules found nothing in, as Camel would
 * @param last is believed only about files that nothing else was found in
 */
public record Check(
    Set<String> names,
    List<TableRule> tables,
    Function<Depth, List<Fault>> deeper,
    Function<Depth, List<Fault>> last) {
  public Check(Set<String> names, List<TableRule> tables, Function<Depth, List<Fault>> deeper) {
    this(names, tables, deeper, depth -> List.of());
  }

  /**
   * What a deeper check may look at.
   *
   * @param files from the bridge's folder, those without a fault
   */
  public record Depth(Path home, Settings settings, List<String> files, Set<String> names) {}

  /** With Camel itself as the deeper check. */
  public static Check of(Set<String> names, List<TableRule> tables) {
    return new Check(names, tables, ScratchLoad::faults);
  }

  /** This check, and another one for files in which it finds nothing. */
  Check andAtLast(Function<Depth, List<Fault>> other) {
    return new Check(names, tables, deeper, other);
  }

  /** Every fault of a folder, sorted by place. */
  public List<Fault> faults(Path home, Settings settings) {
    RouteFiles files = RouteFiles.read(home, settings);
    Set<Fault> faults = new TreeSet<>(files.faults());
    Set<String> read =
        files.all(Contents::placeholders).stream()
            .map(Placeholder::key)
            .collect(Collectors.toSet());
    faults.addAll(SettingsRules.faults(settings, read));
    Rules.faults(Rule.House.of(files, settings, names)).forEach(faults::add);
    faults.addAll(tables(files));
    faults.addAll(missing(files));
    Depth depth = new Depth(home, settings, sound(files, faults), names);
    List<String> said = faults.stream().map(Fault::sentence).toList();
    // What is wrong with a setting that a route file reads Camel would say of the file again.
    deeper.apply(depth).stream()
        .filter(fault -> said.stream().noneMatch(fault.sentence()::endsWith))
        .forEach(faults::add);
    List<String> sound = sound(files, faults);
    last.apply(depth).stream()
        .filter(fault -> faults.isEmpty() || sound.contains(fault.file()))
        .toList()
        .forEach(faults::add);
    return List.copyOf(faults);
  }

  private List<Fault> missing(RouteFiles files) {
    Set<String> declared =
        files.all(Contents::beans).stream().map(Bean::name).collect(Collectors.toSet());
    return tables.stream()
        .filter(rule -> rule.required() && !declared.contains(rule.bean()))
        .map(rule -> "no route file declares the bean [%s]".formatted(rule.bean()))
        .map(sentence -> new Fault(Settings.FILE, 0, sentence))
        .toList();
  }

  private List<Fault> tables(RouteFiles files) {
    return tables(files, TableRule::faults);
  }

  private List<Fault> tables(RouteFiles files, BiFunction<TableRule, Bean, List<Fault>> question) {
    List<Fault> answers = new ArrayList<>();
    for (Bean bean : files.all(Contents::beans)) {
      tables.stream()
          .filter(rule -> rule.bean().equals(bean.name()))
          .forEach(rule -> answers.addAll(question.apply(rule, bean)));
    }
    return answers;
  }

  private static List<String> sound(RouteFiles files, Collection<Fault> faults) {
    Set<String> faulty = faults.stream().map(Fault::file).collect(Collectors.toSet());
    return files.files().stream()
        .map(RouteFile::name)
        .filter(name -> !faulty.contains(name))
        .toList();
  }

  /**
   * Prints a line for each fault, one for what is worth a look when there is none, and one that
   * sums up.
   *
   * @return the exit status: 0 when nothing is wrong, else 1
   */
  public int run(Path home, PrintStream out) {
    Settings settings = Settings.read(home);
    List<Fault> faults = faults(home, settings);
    if (faults.isEmpty()) {
      tables(RouteFiles.read(home, settings), TableRule::remarks).forEach(out::println);
    }
    return report(faults, out);
  }

  private static int report(List<Fault> faults, PrintStream out) {
    faults.forEach(out::println);
    switch (faults.size()) {
      case 0 -> out.println("check: no faults");
      case 1 -> out.println("check: 1 fault");
      default -> out.println("check: " + faults.size() + " faults");
    }
    return faults.isEmpty() ? 0 : 1;
  }
}
