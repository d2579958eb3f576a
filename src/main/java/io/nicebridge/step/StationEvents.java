package io.nicebridge.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nicebridge.http.SiteSession;
import io.nicebridge.vms.EventNames;
import io.nicebridge.vms.NodeTable;
import io.nicebridge.vms.Sighting;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Makes external data of Axis Camera Station from SceneMarks, by the tables of {@code
 * routes/vms/axis-camera-station.camel.yaml}: all values are texts, the time is UTC with a blank in
 * its middle.
 */
public final class StationEvents implements Processor {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/Acs/Api/ExternalDataFacade/AddExternalData";
  private static final String TYPE = "NICE";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private NodeTable<String> cameras = new NodeTable<>();
  private EventNames events = new EventNames();

  /** NodeID, and the id of the external data source in Camera Station. */
  public void setCameras(String table) {
    cameras = AdapterTables.nodes(table, AdapterTables::guid);
  }

  /** EventType, item, and the label. */
  public void setEvents(String table) {
    events = AdapterTables.events(table);
  }

  @Override
  public void process(Exchange exchange) {
    Marks.askFor(exchange, cameras, events, StationEvents::ask);
  }

  private static SiteSession.Ask ask(Sighting seen, String source) {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode request = body.putObject("addExternalDataRequest");
    request.put("occurrenceTime", TIME.format(seen.mark().time()));
    request.put("source", source);
    request.put("externalDataType", TYPE);
    request
        .putObject("data")
        .put("label", seen.name())
        .put("description", seen.description())
        .put("sceneMarkId", seen.mark().id());
    try {
      return new SiteSession.Ask("POST", PATH, "application/json", JSON.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("every tree can be written", e);
    }
  }
}
