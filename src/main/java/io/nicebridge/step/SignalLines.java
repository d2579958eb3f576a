package io.nicebridge.step;

import io.nicebridge.id.EndPointId;
import io.nicebridge.id.EndPointIdPattern;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/**
 * The signalling routes that one generation of route files declares, and its tables. The {@link
 * Switchboard} uses one of these at a time; a reload hands it another.
 */
public final class SignalLines {
  /** The side of all peers that live behind HTTPS, or post by it. */
  public static final String HTTPS = "https";

  /** A route between two sides. */
  record Line(String one, String other, Consumer<SignalArrival> entrance) {
    boolean joins(String a, String b) {
      return (one.equals(a) && other.equals(b)) || (one.equals(b) && other.equals(a));
    }
  }

  private final List<Line> lines = new CopyOnWriteArrayList<>();
  private final Supplier<CamelContext> context;

  public SignalLines(Supplier<CamelContext> context) {
    this.context = context;
  }

  void add(Line line) {
    lines.add(line);
  }

  void remove(Line line) {
    lines.remove(line);
  }

  /** The route from a side to where somebody lives, if signalling can be brought there. */
  Optional<Line> between(String side, Destination home) {
    return side(home)
        .flatMap(other -> lines.stream().filter(line -> line.joins(side, other)).findFirst());
  }

  private static Optional<String> side(Destination home) {
    return switch (home.scheme()) {
      case "mqtt" -> Optional.of(home.authority());
      case HTTPS -> Optional.of(HTTPS);
      default -> Optional.empty();
    };
  }

  /** The brokers at which something may come. */
  Set<String> brokers() {
    Set<String> names = new HashSet<>();
    lines.forEach(line -> names.addAll(List.of(line.one(), line.other())));
    names.remove(HTTPS);
    return names;
  }

  Destinations destinations() {
    return Destinations.of(context.get());
  }

  /**
   * Whose messages a broker should bring: those of peers that live elsewhere, on a side to which a
   * route leads from here.
   *
   * @param more peers that may signal beside those of the table
   * @return empty for everybody's
   */
  Optional<Set<EndPointId>> heardAt(String broker, Set<EndPointId> more) {
    List<EndPointIdPattern> patterns = SignalingPairs.of(context.get()).pairs().patterns();
    if (patterns.stream().anyMatch(EndPointIdPattern::isPrefix)) {
      return Optional.empty();
    }
    Destinations homes = destinations();
    Set<EndPointId> heard = new HashSet<>();
    Stream.concat(patterns.stream().flatMap(peer -> peer.single().stream()), more.stream())
        .filter(peer -> homes.find(peer).flatMap(home -> between(broker, home)).isPresent())
        .forEach(heard::add);
    return Optional.of(heard);
  }
}
