package io.nicebridge.step;

import io.nicebridge.http.SiteSession;
import io.nicebridge.mark.Analysis;
import io.nicebridge.mark.SceneMark;
import io.nicebridge.mark.Vocabulary;
import io.nicebridge.vms.EventNames;
import io.nicebridge.vms.NodeTable;
import io.nicebridge.vms.NxEvent;
import io.nicebridge.vms.NxEvent.State;
import io.nicebridge.vms.OpenEvents;
import io.nicebridge.vms.Sighting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Makes generic events of Network Optix from SceneMarks, by the tables of {@code
 * routes/vms/nx.camel.yaml}. With a file for open events, what is seen begins once and ends when it
 * is gone or was not seen for a while; without one each SceneMark is an event of its own.
 */
public final class NxEvents implements Processor {
  private static final String EVENT = "niceNxEvent";
  private static final String GENERIC = "/rest/v4/events/generic";
  private static final String LEGACY = "/api/createEvent?";

  private final Clock clock = Clock.systemUTC();
  private NodeTable<String> cameras = new NodeTable<>();
  private EventNames events = new EventNames();
  private boolean legacy;
  private Duration idle = Duration.ofSeconds(30);
  private @Nullable OpenEvents open;

  /** NodeID, and the camera's GUID in the VMS. */
  public void setCameras(String table) {
    cameras = AdapterTables.nodes(table, AdapterTables::guid);
  }

  /** EventType, item, and the caption. */
  public void setEvents(String table) {
    events = AdapterTables.events(table);
  }

  /** True for servers before version 5, which know only {@code /api/createEvent}. */
  public void setLegacy(boolean legacy) {
    this.legacy = legacy;
  }

  /** Where open events are kept; empty: every event is an instant. */
  public void setOpenEvents(String file) {
    Path folder = Path.of(file).toAbsolutePath().getParent();
    if (!file.isEmpty() && (folder == null || !Files.isDirectory(folder))) {
      throw new IllegalArgumentException(
          "openEvents [%s] must be a file in a folder that is there".formatted(file));
    }
    open = file.isEmpty() ? null : new OpenEvents(Path.of(file));
  }

  /** Seconds after which what was not seen again is over. */
  public void setIdleSeconds(long seconds) {
    if (seconds < 1) {
      throw new IllegalArgumentException("idleSeconds [%d] must be 1 or more".formatted(seconds));
    }
    idle = Duration.ofSeconds(seconds);
  }

  @Override
  public void process(Exchange exchange) {
    Optional<NxEvent> event = Marks.of(exchange).flatMap(this::event);
    if (event.isPresent()) {
      ask(exchange, event.get());
    } else {
      Marks.letPass(exchange);
    }
  }

  private Optional<NxEvent> event(SceneMark mark) {
    return cameras
        .find(mark.nodeId())
        .flatMap(camera -> begun(mark, camera).or(() -> ended(mark, camera)));
  }

  private Optional<NxEvent> begun(SceneMark mark, String camera) {
    OpenEvents known = open;
    return events
        .of(mark)
        .flatMap(
            seen -> {
              if (known == null || known.isFull()) {
                return Optional.of(new NxEvent(seen, State.INSTANT, camera));
              }
              if (known.isOpen(mark.nodeId(), seen.name())) {
                known.seen(open(seen, camera));
                return Optional.empty();
              }
              return Optional.of(new NxEvent(seen, State.STARTED, camera));
            });
  }

  private Optional<NxEvent> ended(SceneMark mark, String camera) {
    OpenEvents known = open;
    return known == null
        ? Optional.empty()
        : events
            .endOf(mark)
            .filter(gone -> known.isOpen(mark.nodeId(), gone.name()))
            .map(gone -> new NxEvent(gone, State.STOPPED, camera));
  }

  private OpenEvents.Event open(Sighting seen, String camera) {
    return new OpenEvents.Event(camera, seen.mark().nodeId(), seen.name(), clock.instant());
  }

  private void ask(Exchange exchange, NxEvent event) {
    exchange.setProperty(EVENT, event);
    exchange.setProperty(
        SiteCall.ASK,
        legacy
            ? new SiteSession.Ask("POST", LEGACY + event.toQuery(), "", new byte[0])
            : new SiteSession.Ask("POST", GENERIC, "application/json", event.toJson()));
  }

  /** The server has the event: what begins is open from now on, what ends is not. */
  public void sent(Exchange exchange) {
    NxEvent event = Facts.must(exchange, EVENT, NxEvent.class);
    OpenEvents known = open;
    if (known == null) {
      return;
    }
    switch (event.state()) {
      case STARTED -> known.seen(open(event.sighting(), event.camera()));
      case STOPPED -> known.ended(event.sighting().mark().nodeId(), event.sighting().name());
      case INSTANT -> {
        // It has no end.
      }
    }
  }

  /** What was not seen for a while, as the body: a list of events that end. */
  public void idle(Exchange exchange) {
    OpenEvents known = open;
    Instant now = clock.instant();
    exchange
        .getMessage()
        .setBody(
            known == null
                ? List.of()
                : known.idleSince(now.minus(idle)).stream().map(e -> over(e, now)).toList());
  }

  private static NxEvent over(OpenEvents.Event event, Instant now) {
    Analysis gone =
        new Analysis(Vocabulary.CUSTOM, "not seen any more", Vocabulary.UNDETECTED, 0, List.of());
    SceneMark mark = new SceneMark("", event.node(), now, 1, List.of(gone));
    return new NxEvent(
        new Sighting(mark, gone, List.of(), event.caption()), State.STOPPED, event.camera());
  }

  /** The body is an event that ends. */
  public void end(Exchange exchange) throws InvalidPayloadException {
    ask(exchange, exchange.getMessage().getMandatoryBody(NxEvent.class));
  }
}
