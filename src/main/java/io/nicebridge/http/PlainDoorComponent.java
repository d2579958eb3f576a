package io.nicebridge.http;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Camel component {@code plain-door:/<path>}: requests on the front door's port that are no NICE
 * requests, each with its own route to say who may. The option {@code types} names the media types
 * that a body may have; without it that is application/json. One for each generation of routes.
 */
public final class PlainDoorComponent extends DefaultComponent {
  /** The scheme of its addresses, and its name in the registry. */
  public static final String SCHEME = "plain-door";

  /** Every option that there is. */
  static final Set<String> OPTIONS = Set.of("types");

  private static final List<String> METHODS = List.of("GET", "POST", "PUT");

  private final Doors doors;

  public PlainDoorComponent(Doors doors) {
    this.doors = doors;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    Object types = parameters.remove("types");
    return new PlainEndpoint(
        uri,
        remaining,
        types == null
            ? ContentNegotiation.MESSAGE
            : List.of(types.toString().replace(' ', '+').split(",", -1)));
  }

  private final class PlainEndpoint extends DefaultEndpoint {
    private final String path;
    private final List<String> types;

    PlainEndpoint(String uri, String path, List<String> types) {
      super(uri, PlainDoorComponent.this);
      this.types = types;
      this.path = path.startsWith("/") ? path : "/" + path;
    }

    @Override
    public Producer createProducer() {
      throw new UnsupportedOperationException("a plain-door is where requests come in");
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      return new PlainConsumer(this, processor, path, types);
    }
  }

  private final class PlainConsumer extends DefaultConsumer {
    private final Door door;

    PlainConsumer(Endpoint endpoint, Processor processor, String path, List<String> types) {
      super(endpoint, processor);
      this.door = Door.plain(path, METHODS, types, this::enter);
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

    private void enter(AnsweredCall answered) {
      if (!(answered instanceof PlainCall call)) {
        throw new IllegalArgumentException("a plain door is entered by HTTP only");
      }
      Exchange exchange = createExchange(false);
      exchange.setProperty(DoorProperties.CALL, call);
      getAsyncProcessor()
          .process(
              exchange,
              doneSync -> {
                if (!call.streams()) {
                  call.answer(answer(exchange));
                }
                releaseExchange(exchange, false);
              });
    }

    private Answer answer(Exchange exchange) {
      Answer answer =
          PlainAnswers.of(DoorAnswer.of(exchange, null, doors.refusals(), getExceptionHandler()));
      String allow = exchange.getProperty(DoorProperties.ALLOW, String.class);
      return answer.status() == 405 && allow != null ? answer.with("Allow", allow) : answer;
    }
  }
}
