package io.nicebridge;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The functions of Camel's simple language, from the list inside Camel. Camel refuses most names
 * that are none, but takes what only begins like one: {@code ${exchangeProprty.x}} is for it the
 * exchange and a method of it, and fails when the first message comes.
 */
final class SimpleFunctions {
  /** One that a text names. */
  record Called(Place place, String name) {}

  private static final String LIST = "/META-INF/org/apache/camel/language/simple/simple.json";
  private static final Pattern CALL = Pattern.compile("\\$\\{([A-Za-z]+)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z]+");
  private static final Set<String> KNOWN = read();

  private SimpleFunctions() {}

  /** Those in a text whose first line is this one. */
  static List<Called> in(String text, Place first) {
    List<Called> found = new ArrayList<>();
    Matcher call = CALL.matcher(text);
    while (call.find()) {
      int below = (int) text.substring(0, call.start()).chars().filter(c -> c == '\n').count();
      found.add(new Called(new Place(first.file(), first.line() + below), call.group(1)));
    }
    return found;
  }

  static Stream<Fault> everyNameIsWhole(Rule.House house) {
    return house.files().all(RouteFile.Contents::functions).stream()
        .flatMap(called -> fault(called).stream());
  }

  private static Optional<Fault> fault(Called called) {
    String name = called.name();
    boolean onlyBegins = !KNOWN.contains(name) && KNOWN.stream().anyMatch(name::startsWith);
    return onlyBegins
        ? Optional.of(
            Fault.at(
                called.place(),
                "the simple language has no function [%s]%s"
                    .formatted(name, Nearest.hint(name, KNOWN.stream()))))
        : Optional.empty();
  }

  private static Set<String> read() {
    Set<String> names = new HashSet<>(Set.of("in", "out", "file", "messageBody"));
    try (InputStream list = SimpleFunctions.class.getResourceAsStream(LIST)) {
      new ObjectMapper()
          .readTree(list)
          .path("functions")
          .fieldNames()
          .forEachRemaining(
              function -> {
                Matcher name = NAME.matcher(function);
                if (name.lookingAt()) {
                  names.add(name.group());
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Set.copyOf(names);
  }
}
