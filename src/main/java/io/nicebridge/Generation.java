package io.nicebridge;

import io.micrometer.core.instrument.MeterRegistry;
import io.nicebridge.http.DoorEngine;
import io.nicebridge.http.Doors;
import io.nicebridge.http.FrontDoor;
import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import io.nicebridge.id.UnknownPath;
import io.nicebridge.message.Refusal;
import io.nicebridge.step.Destinations;
import io.nicebridge.step.ErrorTable;
import io.nicebridge.step.RefusalMetrics;
import io.nicebridge.step.RefusalSeal;
import io.nicebridge.step.Refusals;
import io.nicebridge.step.Steps;
import java.time.Clock;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;

/**
 * One reading of the route files, running: a Camel Main of its own, with the doors, the steps and
 * the tables that these files declare. A reload starts the next one beside it, hands it the front
 * door, and lets this one finish what it has in hand.
 */
final class Generation implements AutoCloseable {
  private final Main main = new Main();
  private final MeterRegistry meters;
  private final Refusals refusals;
  private final Doors doors;
  private volatile @Nullable ErrorTable errors;

  private Generation(
      FrontDoor frontDoor, EndPointId self, Clock clock, MeterRegistry meters, RefusalSeal seal) {
    this.meters = meters;
    this.refusals = new Refusals(this::errors, self, clock, new RefusalMetrics(meters), seal);
    this.doors = new Doors(this::read, refusals);
    main.bind(DoorEngine.NAME, new DoorEngine(doors, frontDoor));
  }

  /**
   * Loads and starts the routes that the properties name.
   *
   * @param meters where the routes are counted, under the name of this generation's context
   * @throws Exception Camel's own, when a route cannot be loaded or started; nothing is left
   *     running
   */
  static Generation start(
      Properties properties,
      FrontDoor frontDoor,
      EndPointId self,
      Clock clock,
      MeterRegistry meters,
      RefusalSeal seal,
      StepsFor steps)
      throws Exception {
    Generation generation = new Generation(frontDoor, self, clock, meters, seal);
    Main main = generation.main;
    Mains.prepare(main, properties, meters);
    steps.with(generation.refusals).byName().forEach(main::bind);
    try {
      main.start();
      generation.errors();
    } catch (Exception e) {
      generation.close();
      throw e;
    }
    return generation;
  }

  /** The steps, for a generation's own refusals. */
  @FunctionalInterface
  interface StepsFor {
    Steps with(Refusals refusals);
  }

  Doors doors() {
    return doors;
  }

  private CamelContext context() {
    return main.getCamelContext();
  }

  /** Looked up once: whoever is inside when the routes stop still gets an answer. */
  private ErrorTable errors() {
    ErrorTable known = errors;
    if (known == null) {
      known = context().getRegistry().lookupByNameAndType(ErrorTable.NAME, ErrorTable.class);
      if (known == null) {
        throw new IllegalStateException("no route file declares the bean " + ErrorTable.NAME);
      }
      errors = known;
    }
    return known;
  }

  /** Reads a path as strictly as its destination asks for. */
  private DestinationPath read(String target) {
    try {
      DestinationPath lenient = DestinationPath.parse(target, Strictness.LENIENT);
      return strictness(lenient) == Strictness.LENIENT
          ? lenient
          : supported(DestinationPath.parse(target, Strictness.STRICT));
    } catch (UnknownPath e) {
      throw new Refusal(Refusal.Kind.UNKNOWN_PATH, e.sentence());
    } catch (Malformed e) {
      throw new Refusal(Refusal.Kind.MALFORMED, e.sentence());
    }
  }

  private Strictness strictness(DestinationPath path) {
    Destinations table =
        context().getRegistry().lookupByNameAndType(Destinations.NAME, Destinations.class);
    return table == null ? Strictness.STRICT : table.strictnessOf(path.endPointId().text());
  }

  private static DestinationPath supported(DestinationPath path) {
    if (!path.version().isSupported()) {
      throw new Refusal(
          Refusal.Kind.UNKNOWN_PATH,
          "the VERSION [%s] is none that this bridge knows".formatted(path.version()));
    }
    return path;
  }

  /** True when no exchange is in any of the routes. */
  boolean isEmpty() {
    return context().getInflightRepository().size() == 0;
  }

  @Override
  public void close() {
    String name = main.getCamelContext() == null ? "" : main.getCamelContext().getName();
    main.stop();
    // Camel leaves the totals of a context behind that is no more.
    meters.getMeters().stream()
        .filter(meter -> name.equals(meter.getId().getTag("camelContext")))
        .forEach(meters::remove);
  }
}
