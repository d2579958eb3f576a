package io.nicebridge;

import io.micrometer.core.instrument.MeterRegistry;
import io.nicebridge.device.Fleet;
import io.nicebridge.http.DoorEngine;
import io.nicebridge.http.Doors;
import io.nicebridge.http.FrontDoor;
import io.nicebridge.http.PlainDoorComponent;
import io.nicebridge.id.EndPointId;
import io.nicebridge.kafka.KafkaCluster;
import io.nicebridge.mqtt.DataOut;
import io.nicebridge.mqtt.DataTopics;
import io.nicebridge.mqtt.EventTopics;
import io.nicebridge.mqtt.RequestTopics;
import io.nicebridge.paho.PahoComponent;
import io.nicebridge.sink.SinkDesk;
import io.nicebridge.step.DataFeedComponent;
import io.nicebridge.step.DataFeeds;
import io.nicebridge.step.DeviceDoor;
import io.nicebridge.step.DeviceDoorComponent;
import io.nicebridge.step.ErrorTable;
import io.nicebridge.step.EventFeedComponent;
import io.nicebridge.step.RefusalMetrics;
import io.nicebridge.step.RefusalSeal;
import io.nicebridge.step.Refusals;
import io.nicebridge.step.SignalLines;
import io.nicebridge.step.SignalingComponent;
import io.nicebridge.step.SinkComponent;
import io.nicebridge.step.SinkLines;
import io.nicebridge.step.SiteComponent;
import io.nicebridge.step.Steps;
import io.nicebridge.step.Switchboard;
import io.nicebridge.step.TopicDoor;
import io.nicebridge.step.TopicDoorComponent;
import io.nicebridge.step.VirtualDevices;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;

/**
 * One reading of the files of a plan, running: a Camel Main of its own, with the doors, the steps
 * and the tables that these files declare. A reload starts the next one beside it, hands it the
 * front door, and lets this one finish what it has in hand.
 */
final class Generation implements AutoCloseable {
  /** How routes call webhooks: {@code webClientOptions=#webhooks}. */
  static final String WEBHOOKS = "webhooks";

  /** How long what a route has in hand may hold up its successor. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Main main = new Main();
  private final Origin origin;
  private final Map<String, AsyncProducer> callers = new ConcurrentHashMap<>();

  private final Premises premises;
  private final TopicDoorComponent topicDoors;
  private final DeviceDoorComponent deviceDoors;
  private final Refusals refusals;
  private final Doors doors;
  private final SignalLines signalLines;
  private final SinkLines sinkLines;
  private final DataFeeds dataFeeds = new DataFeeds();
  private volatile @Nullable ErrorTable errors;

  /** What a generation is made of. */
  record Origin(ContextPlan plan, Properties properties) {}

  /**
   * What outlives every generation, and what all of them are made with.
   *
   * @param requestTopics by the names of the brokers
   * @param dataTopics by the names of the brokers
   * @param dataOut by the names of the brokers
   * @param events by the names of the brokers
   * @param webhooks how HTTP sinks connect
   * @param databases by the names of the settings
   * @param kafka clusters by the names of the settings
   * @param paho makes the component paho-mqtt5
   * @param meters where the routes are counted, under the name of a generation's context
   */
  record Premises(
      FrontDoor frontDoor,
      Map<String, RequestTopics> requestTopics,
      Map<String, DataTopics> dataTopics,
      Map<String, DataOut> dataOut,
      Map<String, EventTopics> events,
      TopicDoorComponent.Settings topicDoor,
      Fleet fleet,
      Switchboard switchboard,
      SinkDesk sinks,
      WebClientOptions webhooks,
      Map<String, DataSource> databases,
      Map<String, KafkaCluster> kafka,
      Supplier<PahoComponent> paho,
      EndPointId self,
      Clock clock,
      MeterRegistry meters,
      RefusalSeal seal,
      StepsFor steps) {}

  private Generation(Origin origin, Premises premises) {
    this.origin = origin;
    this.premises = premises;
    this.refusals =
        new Refusals(
            this::errors,
            premises.self(),
            premises.clock(),
            new RefusalMetrics(premises.meters()),
            premises.seal());
    this.doors = new Doors(target -> PathReading.read(context(), target), refusals);
    this.topicDoors = new TopicDoorComponent(premises.topicDoor(), premises.requestTopics(), doors);
    this.deviceDoors = new DeviceDoorComponent(premises.topicDoor(), doors);
    main.bind(DeviceDoorComponent.SCHEME, deviceDoors);
    main.bind(DoorEngine.NAME, new DoorEngine(doors, premises.frontDoor()::port));
    main.bind(TopicDoorComponent.SCHEME, topicDoors);
    main.bind(PlainDoorComponent.SCHEME, new PlainDoorComponent(doors));
    main.bind(DataFeedComponent.NAME, new DataFeedComponent(dataFeeds, premises.dataOut()));
    main.bind(SiteComponent.NAME, new SiteComponent());
    main.bind(PahoComponent.NAME, premises.paho().get());
    main.bind(EventFeedComponent.NAME, new EventFeedComponent(premises.events(), premises.sinks()));
    this.sinkLines = new SinkLines();
    main.bind(SinkComponent.NAME, new SinkComponent(premises.sinks(), sinkLines));
    this.signalLines = new SignalLines(this::context);
    main.bind(SignalingComponent.NAME, new SignalingComponent(premises.switchboard(), signalLines));
  }

  /**
   * Loads and starts the routes of a plan.
   *
   * @param direct how they call one another
   * @throws Exception Camel's own, when a route cannot be loaded or started; nothing is left
   *     running
   */
  static Generation start(Origin origin, CrossingDirect direct, Premises premises)
      throws Exception {
    Generation generation = new Generation(origin, premises);
    Main main = generation.main;
    Mains.prepare(main, origin.properties(), premises.meters());
    main.bind("direct", direct);
    main.bind(WEBHOOKS, premises.webhooks());
    premises.kafka().forEach((name, cluster) -> main.bind(DataWiring.kafkaBean(name), cluster));
    premises.databases().forEach((name, pool) -> main.bind(DataWiring.databaseBean(name), pool));
    main.bind("route-meters", new RouteMeters(premises.meters()));
    premises.steps().with(generation.refusals).byName().forEach(main::bind);
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

  /** From now on requests and signalling come to these routes. */
  void takeOver() {
    // Data that comes must find out whose it is.
    takeDevices();
    premises.frontDoor().use(doors);
    premises.switchboard().use(signalLines);
    premises.sinks().use(sinkLines.all());
    dataFeeds.takeOver(premises.dataTopics());
    Optional<TopicDoor> door = topicDoors.door();
    premises
        .requestTopics()
        .forEach(
            (broker, topics) ->
                topics.serve(
                    door.map(d -> d.topics(broker)).orElse(Set.of()),
                    request -> door.ifPresent(d -> d.enter(request))));
  }

  /** Where there is no door, there is nobody who could answer for a device. */
  private void takeDevices() {
    Optional<DeviceDoor> door = deviceDoors.door();
    if (door.isPresent()) {
      premises.fleet().serve(VirtualDevices.of(context()), door.get()::enter);
    } else if (origin.plan().isHouse()) {
      premises.fleet().serve(List.of(), command -> command.answered().complete(null));
    }
  }

  /** Whoever still comes by MQTT is told that the bridge stops. */
  void stopAdmitting() {
    topicDoors.door().ifPresent(TopicDoor::stopAdmitting);
    deviceDoors.door().ifPresent(DeviceDoor::stopAdmitting);
  }

  boolean runs(ContextPlan plan) {
    return origin.plan().equals(plan);
  }

  boolean drivesItself() {
    return !origin.plan().isHouse();
  }

  Set<String> entrances() {
    return origin.plan().entrances();
  }

  /** The way in for a call from another context. */
  AsyncProcessor entrance(String name) {
    return callers.computeIfAbsent(name, this::caller);
  }

  private AsyncProducer caller(String name) {
    try {
      AsyncProducer producer = context().getEndpoint("direct:" + name).createAsyncProducer();
      producer.start();
      return producer;
    } catch (Exception e) {
      throw RuntimeCamelException.wrapRuntimeCamelException(e);
    }
  }

  /** Takes nothing more from where its routes get their work by themselves. */
  void pause() throws Exception {
    for (Route route : driving()) {
      context().getRouteController().stopRoute(route.getId(), PAUSE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** Goes on after {@link #pause()}. */
  void resume() throws Exception {
    for (Route route : driving()) {
      context().getRouteController().startRoute(route.getId());
    }
  }

  private List<Route> driving() {
    return context().getRoutes().stream()
        .filter(route -> !(route.getEndpoint() instanceof DirectEndpoint))
        .toList();
  }

  CamelContext context() {
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

  /** True when no exchange is in any of the routes. */
  boolean isEmpty() {
    return context().getInflightRepository().size() == 0;
  }

  @Override
  public void close() {
    String name = main.getCamelContext() == null ? "" : main.getCamelContext().getName();
    main.stop();
    // Camel leaves the totals of a context behind that is no more.
    premises.meters().getMeters().stream()
        .filter(meter -> name.equals(meter.getId().getTag("camelContext")))
        .forEach(premises.meters()::remove);
  }
}
