package io.nicebridge;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nicebridge.cases.AskedConditions;
import io.nicebridge.cases.EnteredRoutes;
import io.nicebridge.cases.Input;
import io.nicebridge.cases.Outcome;
import io.nicebridge.cases.PlayedSites;
import io.nicebridge.cases.Rehearsal;
import io.nicebridge.cases.Stage;
import io.nicebridge.cases.Understudies;
import io.nicebridge.http.DoorEngine;
import io.nicebridge.http.Doors;
import io.nicebridge.http.PlainDoorComponent;
import io.nicebridge.mqtt.DataOutlet;
import io.nicebridge.mqtt.Responses;
import io.nicebridge.relay.ControlSessions;
import io.nicebridge.relay.Relay;
import io.nicebridge.step.AddedCameras;
import io.nicebridge.step.DataFeedComponent;
import io.nicebridge.step.DataFeeds;
import io.nicebridge.step.DeviceDoorComponent;
import io.nicebridge.step.ErrorTable;
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
import io.nicebridge.step.TopicDoorComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.support.PluginHelper;

/**
 * The routes of a folder on a {@link Stage}: the same files, steps and doors as in a running
 * bridge, and nothing that is connected to anything.
 */
final class CaseBridge implements AutoCloseable {
  private static final Set<String> HOUSE =
      Set.of(
          TopicDoorComponent.SCHEME,
          DeviceDoorComponent.SCHEME,
          PlainDoorComponent.SCHEME,
          DataFeedComponent.NAME,
          SinkComponent.NAME,
          SiteComponent.NAME,
          SignalingComponent.NAME);

  /**
   * Settings of Camel that would open something, or are for components that an understudy plays.
   */
  private static final List<String> LEFT_OUT =
      List.of(
          "camel.component.",
          "camel.ssl.",
          "camel.server.",
          "camel.management.",
          "camel.vault.",
          "camel.opentelemetry");

  private final Main main = new Main();
  private final Wiring wiring;
  private final Settings settings;
  private final Stage stage;
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final DataFeeds feeds = new DataFeeds();
  private final SinkLines sinks = new SinkLines();
  private final SignalLines signals = new SignalLines(this::context);
  private final Relay relay;
  private final Switchboard switchboard;
  private final Refusals refusals;
  private final Doors doors;
  private final TopicDoorComponent topicDoors;

  private CaseBridge(Wiring wiring, Settings settings, Stage stage) {
    this.wiring = wiring;
    this.settings = settings;
    this.stage = stage;
    this.relay = new Relay(wiring.relay(), System::nanoTime, meters);
    this.switchboard =
        Switchboard.unconnected(
            stage::carrier,
            relay,
            stage.webDevices(),
            wiring.signalingBySessions()
                ? Optional.of(new ControlSessions(wiring.relay().maxSessions()))
                : Optional.empty());
    this.refusals =
        new Refusals(
            this::errors,
            wiring.self(),
            wiring.clock(),
            new RefusalMetrics(meters),
            new RefusalSeal(Optional.empty()));
    this.doors = new Doors(target -> PathReading.read(context(), target), refusals);
    Map<String, Responses> responses = byBroker(stage::responses);
    this.topicDoors = new TopicDoorComponent(wiring.topicDoor(wiring.bodies()), responses, doors);
  }

  /**
   * Starts the routes.
   *
   * @param more properties for placeholders, beside the settings
   * @throws StartRefused in a sentence, when they cannot be started
   */
  static CaseBridge start(Wiring wiring, Settings settings, Map<String, String> more, Stage stage) {
    CaseBridge bridge = new CaseBridge(wiring, settings, stage);
    try {
      bridge.open(more);
      return bridge;
    } catch (Exception e) {
      bridge.close();
      throw StartRefused.because(e);
    }
  }

  private void open(Map<String, String> more) throws Exception {
    Set<String> files = wiring.names(Set.copyOf(wiring.routeFiles()));
    ContextPlan all = new ContextPlan(ContextPlan.HOUSE, files, Set.of());
    Properties properties = wiring.routeProperties(all, 1);
    properties.putAll(more);
    properties.keySet().removeIf(key -> LEFT_OUT.stream().anyMatch(key.toString()::startsWith));
    Mains.prepare(main, properties, meters);
    main.bind(DoorEngine.NAME, new DoorEngine(doors, () -> 0));
    main.bind(TopicDoorComponent.SCHEME, topicDoors);
    main.bind(
        DeviceDoorComponent.SCHEME,
        new DeviceDoorComponent(wiring.topicDoor(wiring.bodies()), doors));
    main.bind(PlainDoorComponent.SCHEME, new PlainDoorComponent(doors));
    Map<String, DataOutlet> outlets = byBroker(stage::outlet);
    main.bind(DataFeedComponent.NAME, new DataFeedComponent(feeds, outlets));
    main.bind(SinkComponent.NAME, new SinkComponent(stage.desk(sinks), sinks));
    main.bind(SiteComponent.NAME, new PlayedSites(stage));
    main.bind(SignalingComponent.NAME, new SignalingComponent(switchboard, signals));
    main.bind("entered-routes", new EnteredRoutes(stage));
    main.bind("asked-conditions", new AskedConditions(stage));
    steps().byName().forEach(main::bind);
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void beforeInitialize(BaseMainSupport starting) {
            starting
                .getCamelContext()
                .getCamelContextExtension()
                .addContextPlugin(ComponentResolver.class, new Understudies(stage, HOUSE));
          }
        });
    main.start();
    switchboard.use(signals);
  }

  private Steps steps() {
    return new Steps(
        wiring.steps(Optional.empty()),
        new Steps.Means(
            stage.tokens(),
            stage.devices(),
            stage.webDevices(),
            switchboard,
            stage.desk(sinks),
            stage.shelves(),
            new RefusalSeal(Optional.empty()),
            stage.commandIds(),
            settings.tokenSources().stream()
                .collect(Collectors.toMap(name -> name, stage::tokenSource)),
            wiring.clients(),
            AddedCameras.inMemory(),
            wiring.events(),
            device -> Optional.empty(),
            wiring.clock()),
        refusals);
  }

  private <T> Map<String, T> byBroker(Function<String, T> of) {
    return settings.brokerNames().stream().collect(Collectors.toMap(name -> name, of));
  }

  private CamelContext context() {
    return main.getCamelContext();
  }

  private ErrorTable errors() {
    ErrorTable table =
        context().getRegistry().lookupByNameAndType(ErrorTable.NAME, ErrorTable.class);
    if (table == null) {
      throw new IllegalStateException("no route file declares the bean " + ErrorTable.NAME);
    }
    return table;
  }

  /**
   * Puts another text into the table of a bean.
   *
   * @throws IllegalStateException in a sentence, when there is no such bean, or it does not take it
   */
  void table(String bean, String text) {
    Object found = context().getRegistry().lookupByName(bean);
    if (found == null) {
      throw new IllegalStateException("no route file declares the bean [%s]".formatted(bean));
    }
    try {
      boolean taken =
          PluginHelper.getBeanIntrospection(context()).setProperty(context(), found, "table", text);
      if (!taken) {
        throw new IllegalStateException("there is none");
      }
    } catch (Exception e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(
          "the table of [%s]: %s".formatted(bean, cause.getMessage()), e);
    }
  }

  Outcome play(List<Input> inputs) {
    Rehearsal.Entrances entrances =
        new Rehearsal.Entrances(
            context(), doors, topicDoors, feeds, switchboard, settings.size("nice.http.max-body"));
    return new Rehearsal(stage, entrances).play(inputs);
  }

  @Override
  public void close() {
    main.stop();
    relay.close();
  }
}
