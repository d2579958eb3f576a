package io.nicebridge.step;

import io.nicebridge.file.Shelves;
import io.nicebridge.message.DataLine;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Step {@code append-line}: the body as a line of JSON in the files of a folder, on disk when the
 * step ends. The route says where by the exchange properties {@code niceFolder}, {@code
 * niceFileSize} (bytes) and {@code niceFiles} (how many are kept, 0 for all).
 */
final class AppendLine implements Processor {
  private static final String SIZE = "niceFileSize";
  private static final String FILES = "niceFiles";

  private final Shelves files;
  private final Clock clock;

  AppendLine(Shelves files, Clock clock) {
    this.files = files;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) {
    byte[] body = exchange.getMessage().getBody(byte[].class);
    byte[] line =
        DataLine.of(
            Facts.must(exchange, Facts.EVENT_ID, String.class),
            Facts.must(exchange, Facts.TOPIC, String.class),
            clock.instant(),
            body == null ? new byte[0] : body);
    files.append(
        Facts.must(exchange, Facts.FOLDER, String.class),
        Facts.must(exchange, SIZE, Long.class),
        Facts.must(exchange, FILES, Integer.class),
        line);
  }
}
