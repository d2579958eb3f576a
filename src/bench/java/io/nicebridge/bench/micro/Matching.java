package io.nicebridge.bench.micro;

import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Strictness;
import io.nicebridge.step.Destination;
import io.nicebridge.step.Destinations;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Where an EndPointID lives, among 100,000 lines of the table of destinations. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Matching {
  private static final int LINES = 100_000;
  private static final String ID = "00000001-5cdd-280b-8002-%012x";
  private static final String PREFIX = "00000001-5cdd-280b-%04x-*";

  /** How many of the lines are beginnings of EndPointIDs, with a star. */
  @Param({"0", "1000"})
  public int prefixes;

  private final Destinations destinations = new Destinations();
  private List<EndPointId> whole = List.of();
  private EndPointId byPrefix = EndPointId.NIL;
  private int turn;

  @Setup
  public void table() {
    String exact =
        IntStream.range(0, LINES - prefixes)
            .mapToObj(n -> ID.formatted(n) + " mqtt://main")
            .collect(Collectors.joining("\n"));
    String beginnings =
        IntStream.range(0, prefixes)
            .mapToObj(n -> PREFIX.formatted(0xa000 + n) + " mqtt://other")
            .collect(Collectors.joining("\n", "\n", "\n* mqtt://main"));
    destinations.setTable(exact + beginnings);
    whole = IntStream.range(0, 1_024).mapToObj(n -> id(ID.formatted(n * 90L))).toList();
    byPrefix = id("00000001-5cdd-280b-%04x-000000000001".formatted(0xa000 + prefixes));
  }

  private static EndPointId id(String text) {
    return EndPointId.parse(text, Strictness.STRICT);
  }

  /** An EndPointID that has a line of its own. */
  @Benchmark
  public Optional<Destination> ownLine() {
    turn = (turn + 1) % whole.size();
    return destinations.find(whole.get(turn));
  }

  /** One that has none, and that the last line alone fits: {@code *}. */
  @Benchmark
  public Optional<Destination> lastLine() {
    return destinations.find(byPrefix);
  }
}
