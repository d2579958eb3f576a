package io.nicebridge.stock;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.paho.mqtt5.PahoMqtt5Component;
import org.apache.camel.component.paho.mqtt5.PahoMqtt5Constants;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.core.ConditionTimeoutException;

/** One component paho-mqtt5, stock or ours, with a scripted broker. */
final class PahoRig implements AutoCloseable {
  /** How long a promise may take to be seen as kept. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How long nothing must happen. */
  private static final Duration STILL = Duration.ofMillis(500);

  final HandBroker broker = new HandBroker();

  /** What a route has got, in order. */
  final List<String> got = new CopyOnWriteArrayList<>();

  private final DefaultCamelContext context = new DefaultCamelContext();
  private ProducerTemplate template;

  PahoRig(PahoMqtt5Component component) {
    component.getConfiguration().setMaxReconnectDelay(500);
    context.addComponent("paho-mqtt5", component);
  }

  /** The address of a topic, with these options. */
  String at(String topic, String options) {
    return "paho-mqtt5:%s?brokerUrl=%s&%s".formatted(topic, broker.url(), options);
  }

  PahoRig route(RouteBuilder route) throws Exception {
    context.addRoutes(route);
    context.start();
    return this;
  }

  /** A source whose messages end in {@link #got}. */
  PahoRig hears(String options) throws Exception {
    return route(
        new RouteBuilder() {
          @Override
          public void configure() {
            from(at("in", options)).process(exchange -> got.add(text(exchange)));
          }
        });
  }

  static String text(Exchange exchange) {
    return exchange.getMessage().getBody(String.class);
  }

  /** A message of QoS 1 on that topic, by one connection for all topics. */
  Exchange sends(String topic) {
    return template()
        .send(
            at("out", "qos=1"),
            exchange -> {
              exchange.getMessage().setBody("x");
              exchange.getMessage().setHeader(PahoMqtt5Constants.CAMEL_PAHO_OVERRIDE_TOPIC, topic);
            });
  }

  /** One of them has one connection for an address; two have two. */
  private synchronized ProducerTemplate template() {
    if (template == null) {
      template = context.createProducerTemplate();
    }
    return template;
  }

  /** Whether so many messages, one after the other, go out without an exception. */
  boolean publishes(int messages) {
    return IntStream.range(0, messages).noneMatch(i -> sends("out").isFailed());
  }

  static boolean comesTrue(Callable<Boolean> condition) {
    try {
      await().atMost(PATIENCE).until(condition);
      return true;
    } catch (ConditionTimeoutException never) {
      return false;
    }
  }

  static boolean staysTrue(Callable<Boolean> condition) {
    try {
      await().during(STILL).atMost(STILL.multipliedBy(2)).until(condition);
      return true;
    } catch (ConditionTimeoutException broken) {
      return false;
    }
  }

  DefaultCamelContext context() {
    return context;
  }

  @Override
  public void close() {
    broker.close();
    context.getShutdownStrategy().setTimeout(1);
    context.stop();
  }
}
