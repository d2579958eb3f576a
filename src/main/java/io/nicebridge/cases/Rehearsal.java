package io.nicebridge.cases;

import io.nicebridge.http.Answer;
import io.nicebridge.http.Doors;
import io.nicebridge.http.SocketlessDoor;
import io.nicebridge.id.DataPath;
import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import io.nicebridge.mqtt.DataArrival;
import io.nicebridge.mqtt.LaneMessage;
import io.nicebridge.mqtt.TopicRequest;
import io.nicebridge.step.DataFeeds;
import io.nicebridge.step.Switchboard;
import io.nicebridge.step.TopicDoorComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.processor.WireTapProcessor;
import org.jspecify.annotations.Nullable;

/** Routes that run on a {@link Stage}: lets inputs in and waits until nothing moves any more. */
public final class Rehearsal {
  /** A route that takes longer has lost its way. */
  private static final long PATIENCE_SECONDS = 20;

  private final Stage stage;
  private final Entrances entrances;

  /**
   * Where something comes in.
   *
   * @param maxBody bytes
   */
  public record Entrances(
      CamelContext context,
      Doors doors,
      TopicDoorComponent topicDoors,
      DataFeeds feeds,
      Switchboard switchboard,
      long maxBody) {}

  public Rehearsal(Stage stage, Entrances entrances) {
    this.stage = stage;
    this.entrances = entrances;
  }

  /**
   * Lets one after another in.
   *
   * @throws IllegalStateException in one sentence, when one of them cannot come in, or never ends
   */
  public Outcome play(List<Input> inputs) {
    Optional<Said> answer = Optional.empty();
    for (Input input : inputs) {
      answer = enter(input);
      settle();
    }
    return stage.outcome(answer);
  }

  private Optional<Said> enter(Input input) {
    if (input instanceof Input.Request request) {
      return Optional.of(Said.of(await(request(request))));
    }
    if (input instanceof Input.Publish publish) {
      publish(publish);
      return Optional.empty();
    }
    return hand((Input.Hand) input);
  }

  private CompletionStage<Answer> request(Input.Request request) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("content-type", "application/json");
    stage.caller().ifPresent(who -> fields.put("authorization", "Bearer " + Caller.TOKEN));
    fields.putAll(request.fields());
    byte[] body =
        MadeMessage.bytes(request.content(), request.target(), stage.caller(), stage.clock());
    return new SocketlessDoor(entrances.doors(), entrances.maxBody())
        .enter(new SocketlessDoor.Request(request.method(), request.target(), fields, body));
  }

  private void publish(Input.Publish publish) {
    byte[] body =
        MadeMessage.bytes(publish.content(), publish.topic(), stage.caller(), stage.clock());
    tell(publish, body);
    if (isData(publish.topic())) {
      entrances
          .feeds()
          .keeper(publish.broker())
          .ifPresent(
              keeper -> {
                // What becomes of it the sinks say; what is refused goes nowhere.
                var unused =
                    keeper.keep(
                        DataArrival.of(publish.broker(), publish.topic(), body, publish.qos() > 0));
              });
      return;
    }
    if (publish.topic().endsWith("/WebRTCSignaling")) {
      entrances
          .switchboard()
          .arrived(
              new LaneMessage(
                  publish.broker(), publish.topic(), body, publish.retained(), Optional.empty()));
    }
    if (!publish.retained()) {
      TopicRequest request =
          new TopicRequest(
              publish.broker(),
              publish.topic(),
              publish.responseTopic(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              body);
      entrances.topicDoors().door().ifPresent(door -> door.enter(request));
    }
  }

  private static boolean isData(String topic) {
    try {
      return DestinationPath.parse("/" + topic, Strictness.LENIENT) instanceof DataPath;
    } catch (Malformed noPath) {
      return false;
    }
  }

  private Optional<Said> hand(Input.Hand hand) {
    @Nullable Route route = entrances.context().getRoute(hand.route());
    if (route == null) {
      throw new IllegalStateException("there is no route [%s]".formatted(hand.route()));
    }
    Consumer source = route.getConsumer();
    Exchange exchange = source.getEndpoint().createExchange();
    exchange.getExchangeExtension().setFromRouteId(hand.route());
    hand.headers().forEach(exchange.getMessage()::setHeader);
    hand.properties().forEach(exchange::setProperty);
    exchange.getMessage().setBody(hand.content().bytes().orElse(new byte[0]));
    run(source, exchange);
    mustHaveRun(hand.route(), exchange);
    return Optional.of(answer(exchange));
  }

  private static void mustHaveRun(String route, Exchange exchange) {
    if (exchange.getException() != null) {
      throw new IllegalStateException(
          "route [%s] failed: %s".formatted(route, exchange.getException()));
    }
  }

  private static void run(Consumer source, Exchange exchange) {
    try {
      source.getProcessor().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    }
  }

  /** For routes that take what a system publishes in a way of its own (mqtt-events). */
  private void tell(Input.Publish publish, byte[] body) {
    for (Route route : entrances.context().getRoutes()) {
      if (Understudy.hears(route.getEndpoint(), publish.broker(), publish.topic())) {
        Exchange exchange = route.getEndpoint().createExchange();
        exchange.getExchangeExtension().setFromRouteId(route.getId());
        exchange.setProperty("niceTopic", publish.topic());
        exchange.setProperty("niceBody", body);
        exchange.setProperty("niceRetained", publish.retained());
        exchange.getMessage().setBody(body);
        run(route.getConsumer(), exchange);
        mustHaveRun(route.getId(), exchange);
      }
    }
  }

  private static Said answer(Exchange exchange) {
    byte @Nullable [] body =
        exchange
            .getContext()
            .getTypeConverter()
            .tryConvertTo(byte[].class, exchange, exchange.getMessage().getBody());
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getMessage()
        .getHeaders()
        .forEach((name, value) -> headers.put(name, String.valueOf(value)));
    int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
    Map<String, String> properties = new LinkedHashMap<>();
    exchange.getProperties().forEach((name, value) -> properties.put(name, String.valueOf(value)));
    return new Said(status, headers, properties, body == null ? new byte[0] : body);
  }

  private static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no answer within %ds".formatted(PATIENCE_SECONDS), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the routes failed: " + e.getCause(), e);
    }
  }

  /** Until no route has anything in hand, a copy that goes its own way (wireTap) included. */
  private void settle() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (isBusy()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "a route is still busy after %ds".formatted(PATIENCE_SECONDS));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private boolean isBusy() {
    return taps() > 0 || entrances.context().getInflightRepository().size() > 0;
  }

  private int taps() {
    return entrances.context().getRoutes().stream()
        .flatMap(route -> route.filter("*").stream())
        .filter(WireTapProcessor.class::isInstance)
        .mapToInt(tap -> ((WireTapProcessor) tap).getPendingExchangesSize())
        .sum();
  }
}
