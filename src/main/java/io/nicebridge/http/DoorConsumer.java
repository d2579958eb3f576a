package io.nicebridge.http;

import io.nicebridge.id.DestinationPath;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a request becomes an exchange: two properties, no header, no body yet. The exchange runs on
 * the connection's event loop until a step goes elsewhere; no thread waits for its end.
 */
final class DoorConsumer extends DefaultConsumer implements PlatformHttpConsumer {
  private final Doors doors;
  private final Door door;

  DoorConsumer(PlatformHttpEndpoint endpoint, Processor processor, Doors doors) {
    super(endpoint, processor);
    this.doors = doors;
    this.door = Door.nice(endpoint.getPath(), methods(endpoint), this::enter);
  }

  private static List<String> methods(PlatformHttpEndpoint endpoint) {
    @Nullable String restrict = endpoint.getHttpMethodRestrict();
    return restrict == null ? List.of("POST", "PUT") : List.of(restrict.split(",", -1));
  }

  @Override
  public PlatformHttpEndpoint getEndpoint() {
    return (PlatformHttpEndpoint) super.getEndpoint();
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    doors.add(door);
  }

  @Override
  protected void doStop() throws Exception {
    // When all of it stops, whoever still comes is told so, not that there is no such path.
    if (!getEndpoint().getCamelContext().isStopping()) {
      doors.remove(door);
    }
    super.doStop();
  }

  private void enter(AnsweredCall call, @Nullable DestinationPath path) {
    Exchange exchange = createExchange(false);
    exchange.setProperty(DoorProperties.CALL, call);
    exchange.setProperty(DoorProperties.PATH, path);
    getAsyncProcessor()
        .process(
            exchange,
            doneSync -> {
              call.answer(DoorAnswer.of(exchange, path, doors.refusals(), getExceptionHandler()));
              releaseExchange(exchange, false);
            });
  }
}
