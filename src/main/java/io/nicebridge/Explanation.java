package io.nicebridge;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nicebridge.cases.Departure;
import io.nicebridge.cases.Input;
import io.nicebridge.cases.Outcome;
import io.nicebridge.cases.Said;
import io.nicebridge.cases.Seen;
import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.EndPointIdPattern;
import io.nicebridge.id.LongestFit;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import io.nicebridge.step.Destinations;
import io.nicebridge.step.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What became of a message, told to a person: where it went, by which line of which file. */
final class Explanation {
  private static final int FIRST_REFUSAL = 400;

  private final RouteFiles files;
  private final Settings settings;
  private final PrintStream out;

  Explanation(RouteFiles files, Settings settings, PrintStream out) {
    this.files = files;
    this.settings = settings;
    this.out = out;
  }

  /**
   * Prints it.
   *
   * @return the exit status: 1 when the message is refused
   */
  int tell(Input input, Outcome outcome) {
    way(outcome.way());
    destination(input);
    outcome.departures().forEach(this::leaves);
    outcome.sinks().forEach((sink, how) -> out.println("sink %s: %s".formatted(sink, said(how))));
    if (outcome.way().isEmpty()) {
      out.println("no route takes it");
    } else if (outcome.departures().isEmpty() && outcome.sinks().isEmpty()) {
      out.println("nothing leaves");
    }
    outcome.answer().ifPresent(answer -> answered(input, answer));
    boolean refused = outcome.answer().filter(a -> a.status() >= FIRST_REFUSAL).isPresent();
    return refused || outcome.way().isEmpty() ? 1 : 0;
  }

  private void way(List<Seen> way) {
    List<Route> routes = files.routes(settings::text);
    for (Seen seen : way) {
      if (seen.condition().isPresent()) {
        out.println("  %s: %s".formatted(seen.condition().get(), seen.holds() ? "yes" : "no"));
      } else {
        out.println("route " + seen.route() + told(routes, seen.route()));
      }
    }
  }

  private static String told(List<Route> routes, String id) {
    return routes.stream()
        .filter(route -> route.id().filter(id::equals).isPresent())
        .map(
            route ->
                " (%s)%s"
                    .formatted(
                        route.place(), route.description().map(text -> ": " + text).orElse("")))
        .findFirst()
        .orElse("");
  }

  /** By which line of the table it goes where it goes. */
  private void destination(Input input) {
    receiver(input)
        .ifPresent(
            id ->
                line(id)
                    .ifPresentOrElse(
                        row ->
                            out.println(
                                "destination of %s: %s (%s)"
                                    .formatted(
                                        id, String.join(" ", row.read().columns()), row.place())),
                        () ->
                            out.println(
                                "destination of %s: no line of the table %s fits"
                                    .formatted(id, Destinations.NAME))));
  }

  private static Optional<EndPointId> receiver(Input input) {
    String path =
        input instanceof Input.Request request
            ? request.target()
            : input instanceof Input.Publish publish ? "/" + publish.topic() : "";
    try {
      DestinationPath read = DestinationPath.parse(path, Strictness.LENIENT);
      return read.iface().segment().equals("data")
          ? Optional.empty()
          : Optional.of(read.endPointId());
    } catch (Malformed none) {
      return Optional.empty();
    }
  }

  private Optional<TableRow<Table.Row>> line(EndPointId id) {
    Map<EndPointIdPattern, TableRow<Table.Row>> rows = new HashMap<>();
    TableRow.of(files, Destinations.NAME, Function.identity())
        .forEach(row -> rows.put(Table.who(row.read(), 0, Strictness.LENIENT), row));
    return new LongestFit<>(rows).find(id);
  }

  private void leaves(Departure departure) {
    String sink = departure.facts().get("sink");
    out.println(
        "would leave: %s, %d bytes%s"
            .formatted(
                departure.to(),
                departure.body().length,
                sink == null ? "" : ", for the sink " + sink));
  }

  private static String said(String how) {
    return switch (how) {
      case "delivered" -> "gets it";
      case "let-pass" -> "lets it pass";
      case "again" -> "its route fails, and would be tried again";
      default -> "its route cannot handle it: a dead letter";
    };
  }

  private void answered(Input input, Said answer) {
    if (input instanceof Input.Hand) {
      return;
    }
    String why = answer.status() < FIRST_REFUSAL ? "" : ", " + sentence(answer);
    out.println("answer: %d%s".formatted(answer.status(), why));
  }

  private static String sentence(Said answer) {
    try {
      return new ObjectMapper().readTree(answer.body()).path("ReplyStatusMessage").asText();
    } catch (IOException noJson) {
      return "%d bytes".formatted(answer.body().length);
    }
  }
}
