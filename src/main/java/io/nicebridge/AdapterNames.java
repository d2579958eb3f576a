package io.nicebridge;

import io.nicebridge.RouteFile.Contents;
import io.nicebridge.mqtt.EventSubscription;
import io.nicebridge.step.EventFeedComponent;
import io.nicebridge.step.OnvifEvents;
import io.nicebridge.step.OnvifNotify;
import io.nicebridge.step.OnvifPull;
import io.nicebridge.step.SiteCall;
import io.nicebridge.step.SiteComponent;
import io.nicebridge.step.Table;
import io.nicebridge.step.TopicList;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one part of an adapter calls another: cameras, beans that call, topics. */
final class AdapterNames {
  private static final Set<String> ASKED =
      Set.of(OnvifPull.class.getName(), OnvifNotify.class.getName());

  private static final Set<String> CALLERS =
      Set.of(OnvifPull.class.getName(), OnvifNotify.class.getName(), SiteCall.class.getName());

  private AdapterNames() {}

  private static Stream<Bean> beans(Rule.House house, Set<String> types) {
    return house.files().all(Contents::beans).stream().filter(bean -> types.contains(bean.type()));
  }

  static Stream<Fault> everySiteIsABeanThatCalls(Rule.House house) {
    Set<String> callers = beans(house, CALLERS).map(Bean::name).collect(Collectors.toSet());
    // Of a type that is none Camel says more.
    Set<String> strangers =
        house.files().all(Contents::beans).stream()
            .filter(bean -> !AdapterBeans.TYPES.containsKey(bean.type()))
            .map(Bean::name)
            .collect(Collectors.toSet());
    return house
        .targets()
        .filter(target -> target.scheme().equals(SiteComponent.NAME))
        .filter(target -> !target.path().contains("{{") && !target.path().contains("${"))
        .filter(target -> !callers.contains(target.path()) && !strangers.contains(target.path()))
        .map(
            target ->
                Fault.at(
                    target.place(),
                    "site:%s must name a bean that calls: a SiteCall, an OnvifPull, an OnvifNotify%s"
                        .formatted(target.path(), Nearest.hint(target.path(), callers.stream()))));
  }

  /** Its notices would otherwise be of a camera that nobody knows, and let pass without a word. */
  static Stream<Fault> everyOnvifCameraHasALine(Rule.House house) {
    Set<String> known = onvifCameras(house);
    return beans(house, ASKED)
        .flatMap(bean -> Optional.ofNullable(bean.properties().get("camera")).stream())
        .filter(camera -> !camera.value().contains("{{"))
        .filter(camera -> !known.contains(camera.value()))
        .map(
            camera ->
                Fault.at(
                    camera.lineAt(1),
                    "the camera [%s] must have a line in a table [cameras] of an OnvifEvents%s"
                        .formatted(camera.value(), Nearest.hint(camera.value(), known.stream()))));
  }

  /** Of all files: the routes of one may refer to the bean of another. */
  private static Set<String> onvifCameras(Rule.House house) {
    return beans(house, Set.of(OnvifEvents.class.getName()))
        .flatMap(bean -> Optional.ofNullable(bean.properties().get("cameras")).stream())
        .flatMap(table -> Table.rows(table.value()).stream())
        .map(row -> row.columns().get(0))
        .collect(Collectors.toSet());
  }

  static Stream<Fault> everyEventIsAskedForByATopic(Rule.House house) {
    return house
        .sources()
        .filter(source -> source.scheme().equals(EventFeedComponent.NAME))
        .flatMap(source -> complaint(source).map(said -> Fault.at(source.place(), said)).stream());
  }

  private static Optional<String> complaint(Endpoint source) {
    String qos = source.option("qos").orElse("1");
    String retained = source.option("retained").orElse("false");
    if (!qos.matches("[01]")) {
      return Optional.of("qos [%s] of mqtt-events must be 0 or 1".formatted(qos));
    }
    if (!retained.matches("(?i)true|false")) {
      return Optional.of("retained [%s] of mqtt-events must be true or false".formatted(retained));
    }
    try {
      var unused =
          new EventSubscription(
              TopicList.of(source.option("topics").orElse("")),
              Integer.parseInt(qos),
              Boolean.parseBoolean(retained));
      return Optional.empty();
    } catch (IllegalArgumentException bad) {
      return Optional.of(String.valueOf(bad.getMessage()));
    }
  }
}
