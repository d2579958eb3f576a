package io.nicebridge.step;

import io.nicebridge.http.DoorProperties;
import io.nicebridge.http.SiteSession;
import io.nicebridge.id.DataPath;
import io.nicebridge.id.Malformed;
import io.nicebridge.mark.SceneMark;
import io.nicebridge.message.DataHead;
import io.nicebridge.message.Refusal;
import io.nicebridge.vms.EventNames;
import io.nicebridge.vms.NodeName;
import io.nicebridge.vms.NodeTable;
import io.nicebridge.vms.Sighting;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.camel.Exchange;

/** SceneMarks on their way to a VMS. */
final class Marks {
  /** Boolean: what came by MQTT was retained (MQTT 5 section 3.3.1.3). */
  static final String RETAINED = "niceRetained";

  private Marks() {}

  /**
   * The SceneMark that a sink is given.
   *
   * @return empty for what is none: SceneData, what is sealed for others
   * @throws Refusal MALFORMED for a SceneMark that nobody can read: a dead letter
   */
  static Optional<SceneMark> of(Exchange exchange) {
    DataHead head = DataHead.of(Facts.must(exchange, Facts.BODY, byte[].class));
    if (head.kind() == DataHead.Kind.ODD) {
      throw new Refusal(
          Refusal.Kind.MALFORMED, "the data must be a SceneMark, SceneData or sealed: is neither");
    }
    if (head.kind() != DataHead.Kind.SCENE_MARK) {
      return Optional.empty();
    }
    try {
      return Optional.of(SceneMark.read(head.payload()));
    } catch (Malformed malformed) {
      throw new Refusal(Refusal.Kind.MALFORMED, malformed.sentence());
    }
  }

  /** A broker had it before anybody listened. */
  static boolean isRetained(Exchange exchange) {
    return Facts.known(exchange, RETAINED, Boolean.class).orElse(false);
  }

  /**
   * A SceneMark that the bridge wrote for a camera: from here on it is data like that of a camera
   * of NICE, and {@code direct:data} keeps it.
   */
  static void enter(Exchange exchange, NodeName camera, byte[] mark) {
    enter(exchange, camera.marks(), mark);
  }

  /** The same for data of any kind. */
  static void enter(Exchange exchange, DataPath path, byte[] mark) {
    exchange.setProperty(DoorProperties.PATH, path);
    exchange.setProperty(Facts.BODY, mark);
    exchange.setProperty(Facts.DURABLE, true);
    exchange.getMessage().setBody(mark);
  }

  /** This sink does not want it: the route ends, and it counts as not wanted. */
  static void letPass(Exchange exchange) {
    exchange.setProperty(Facts.NOT_WANTED, true);
    exchange.setRouteStop(true);
  }

  /**
   * What a VMS is asked because of the SceneMark that a sink is given; it passes where the tables
   * do not name its camera or its event.
   */
  static void askFor(
      Exchange exchange,
      NodeTable<String> cameras,
      EventNames events,
      BiFunction<Sighting, String, SiteSession.Ask> ask) {
    of(exchange)
        .flatMap(
            mark ->
                cameras
                    .find(mark.nodeId())
                    .flatMap(camera -> events.of(mark).map(seen -> ask.apply(seen, camera))))
        .ifPresentOrElse(
            asked -> exchange.setProperty(SiteCall.ASK, asked), () -> letPass(exchange));
  }
}
