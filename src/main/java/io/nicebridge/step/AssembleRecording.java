package io.nicebridge.step;

import io.nicebridge.file.Shelves;
import io.nicebridge.message.DataSection;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Step {@code assemble-recording}: the body, a section of SceneData, becomes part of its recording
 * in the folder that the exchange property {@code niceFolder} names; on disk when the step ends.
 */
final class AssembleRecording implements Processor {
  /** String: whole hours that a recording may be incomplete. */
  private static final String PATIENCE = "nicePatienceHours";

  private final Shelves files;

  AssembleRecording(Shelves files) {
    this.files = files;
  }

  @Override
  public void process(Exchange exchange) {
    byte[] body = exchange.getMessage().getBody(byte[].class);
    files.add(
        Facts.must(exchange, Facts.FOLDER, String.class),
        Duration.ofHours(Facts.must(exchange, PATIENCE, Integer.class)),
        Facts.must(exchange, Facts.SOURCE, String.class),
        DataSection.parse(body == null ? new byte[0] : body));
  }
}
