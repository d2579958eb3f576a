package io.nicebridge;

import io.nicebridge.RouteFile.Contents;
import io.nicebridge.step.FrigateCommands;
import io.nicebridge.step.FrigateEvents;
import io.nicebridge.step.GenetecEvents;
import io.nicebridge.step.MilestoneEvents;
import io.nicebridge.step.MilestoneWebhook;
import io.nicebridge.step.NxEvents;
import io.nicebridge.step.OnvifEvents;
import io.nicebridge.step.StationEvents;
import io.nicebridge.step.Table;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The tables of adapters: beans of our own types, under whatever name a route file gives them. */
final class AdapterRules {
  /** By the bean's type and the property's name: whoever reads it, as it would at a start. */
  private static final Map<String, Map<String, Consumer<String>>> TABLES =
      Map.of(
          MilestoneEvents.class.getName(),
          Map.of(
              "cameras", text -> new MilestoneEvents().setCameras(text),
              "events", text -> new MilestoneEvents().setEvents(text)),
          FrigateCommands.class.getName(),
          Map.of(
              "cameras", text -> new FrigateCommands().setCameras(text),
              "events", text -> new FrigateCommands().setEvents(text)),
          FrigateEvents.class.getName(),
          Map.of(
              "cameras", text -> new FrigateEvents().setCameras(text),
              "labels", text -> new FrigateEvents().setLabels(text),
              "zones", text -> new FrigateEvents().setZones(text)),
          OnvifEvents.class.getName(),
          Map.of(
              "cameras", text -> new OnvifEvents().setCameras(text),
              "topics", text -> new OnvifEvents().setTopics(text),
              "labels", text -> new OnvifEvents().setLabels(text)),
          MilestoneWebhook.class.getName(),
          Map.of("commands", text -> new MilestoneWebhook().setCommands(text)),
          NxEvents.class.getName(),
          Map.of(
              "cameras", text -> new NxEvents().setCameras(text),
              "events", text -> new NxEvents().setEvents(text)),
          StationEvents.class.getName(),
          Map.of(
              "cameras", text -> new StationEvents().setCameras(text),
              "events", text -> new StationEvents().setEvents(text)),
          GenetecEvents.class.getName(),
          Map.of(
              "cameras", text -> new GenetecEvents().setCameras(text),
              "events", text -> new GenetecEvents().setEvents(text)));

  private AdapterRules() {}

  static Stream<Fault> everyAdapterTableCanBeRead(Rule.House house) {
    return house.files().all(Contents::beans).stream()
        .filter(bean -> TABLES.containsKey(bean.type()))
        .flatMap(AdapterRules::faults);
  }

  private static Stream<Fault> faults(Bean bean) {
    return TABLES.getOrDefault(bean.type(), Map.of()).entrySet().stream()
        .flatMap(table -> fault(bean, table.getKey(), table.getValue()).stream());
  }

  private static List<Fault> fault(Bean bean, String name, Consumer<String> reader) {
    Bean.Property table = bean.properties().get(name);
    if (table == null) {
      return List.of(
          Fault.at(
              bean.place(), "the bean [%s] must have a table [%s]".formatted(bean.name(), name)));
    }
    try {
      reader.accept(table.value());
    } catch (Table.BadRow bad) {
      return List.of(Fault.at(table.lineAt(bad.line()), String.valueOf(bad.getMessage())));
    }
    return Table.rows(table.value()).isEmpty()
        ? List.of(Fault.at(bean.place(), "the table [%s] must have a line".formatted(name)))
        : List.of();
  }
}
