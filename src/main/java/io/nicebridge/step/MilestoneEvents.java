package io.nicebridge.step;

import io.nicebridge.mark.Box;
import io.nicebridge.mark.SceneMark;
import io.nicebridge.vms.AnalyticsEvent;
import io.nicebridge.vms.EventNames;
import io.nicebridge.vms.NodeTable;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Makes an Analytics Event of Milestone XProtect from a SceneMark, by the tables of {@code
 * routes/vms/milestone.camel.yaml}. The route ends here for what the tables do not name: XProtect
 * does not want it. The body is the XML then; the exchange property {@code niceEventLine} has the
 * same as a line of text, for generic events.
 */
public final class MilestoneEvents implements Processor {
  static final String EVENT_NAME = "niceEventName";

  /** The same as a generic event: a line of text, for the expression of a rule there. */
  private static final String EVENT_LINE = "niceEventLine";

  private static final String XML = "text/xml; charset=utf-8";

  private NodeTable<Camera> cameras = new NodeTable<>();
  private EventNames events = new EventNames();

  /**
   * A camera of XProtect.
   *
   * @param source its address as it is configured there, or its GUID
   */
  private record Camera(String source, Optional<Box.Frame> frame) {}

  /** NodeID, the camera's address or GUID, and perhaps the size of its pictures. */
  public void setCameras(String table) {
    cameras = AdapterTables.nodes(table, MilestoneEvents::camera);
  }

  /** EventType, item, and the name of the Analytics Event. */
  public void setEvents(String table) {
    events = AdapterTables.events(table);
  }

  private static Camera camera(Table.Row row) {
    int columns = row.columns().size();
    if (columns < 2 || columns > 3) {
      throw new Table.BadRow(
          row, "a line must be: NodeID, the camera's address in XProtect, and perhaps 1920x1080");
    }
    Optional<Box.Frame> frame =
        columns == 3 ? Box.Frame.parse(row.columns().get(2)) : Optional.empty();
    if (columns == 3 && frame.isEmpty()) {
      throw new Table.BadRow(
          row, "the picture's size [%s] must be like 1920x1080".formatted(row.columns().get(2)));
    }
    return new Camera(row.columns().get(1), frame);
  }

  @Override
  public void process(Exchange exchange) {
    Optional<AnalyticsEvent> event = Marks.of(exchange).flatMap(this::event);
    if (event.isEmpty()) {
      Marks.letPass(exchange);
      return;
    }
    exchange.setProperty(EVENT_NAME, event.get().sighting().name());
    exchange.setProperty(EVENT_LINE, event.get().toLine());
    exchange.getMessage().setBody(event.get().toXml());
    exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, XML);
  }

  private Optional<AnalyticsEvent> event(SceneMark mark) {
    return events
        .of(mark)
        .flatMap(
            sighting ->
                cameras
                    .find(mark.nodeId())
                    .map(camera -> new AnalyticsEvent(sighting, camera.source, camera.frame)));
  }
}
