package io.nicebridge.step;

import io.nicebridge.http.SiteSession;
import io.nicebridge.id.Malformed;
import io.nicebridge.sink.SinkFault;
import io.nicebridge.vms.EventNames;
import io.nicebridge.vms.Fields;
import io.nicebridge.vms.NodeTable;
import io.nicebridge.vms.Sighting;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Raises custom events of Genetec Security Center from SceneMarks, by the tables of {@code
 * routes/vms/genetec.camel.yaml}.
 */
public final class GenetecEvents implements Processor {
  private NodeTable<String> cameras = new NodeTable<>();
  private EventNames events = new EventNames();

  /** NodeID, and the GUID of the camera in Security Center. */
  public void setCameras(String table) {
    cameras = AdapterTables.nodes(table, AdapterTables::guid);
  }

  /** EventType, item, and the number of the custom event. */
  public void setEvents(String table) {
    for (Table.Row row : Table.rows(table)) {
      if (row.columns().size() != 3 || !row.columns().get(2).matches("[0-9]{1,9}")) {
        throw new Table.BadRow(
            row, "a line must be: EventType, item, and the number of the custom event");
      }
    }
    events = AdapterTables.events(table);
  }

  @Override
  public void process(Exchange exchange) {
    Marks.askFor(exchange, cameras, events, GenetecEvents::ask);
  }

  private static SiteSession.Ask ask(Sighting seen, String camera) {
    String message =
        URLEncoder.encode(
                seen.description() + " " + seen.mark().id().replaceAll("[^A-Za-z0-9_.-]", "_"),
                StandardCharsets.UTF_8)
            .replace("+", "%20");
    String path =
        "/WebSdk/events/RaiseCustomEvent/%s/%s/%s".formatted(seen.name(), camera, message);
    return new SiteSession.Ask("POST", path, "", new byte[0]);
  }

  /** Its errors may be HTML. */
  private static String status(String answer) {
    try {
      return Fields.read(answer.getBytes(StandardCharsets.UTF_8))
          .inside("Rsp")
          .text("Status")
          .orElse("");
    } catch (Malformed noJson) {
      return "";
    }
  }

  /** HTTP 200 with Status Fail is a failure. */
  public void answered(Exchange exchange) {
    String answer = exchange.getMessage().getBody(String.class);
    if (!status(answer == null ? "" : answer).equals("Ok")) {
      throw SinkFault.lasting(
          "configuration: Security Center answered without the Status Ok: the custom event, the"
              + " entity and the account's privileges must exist");
    }
  }
}
