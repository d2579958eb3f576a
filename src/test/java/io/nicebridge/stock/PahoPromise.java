package io.nicebridge.stock;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * What a route with paho-mqtt5 is promised in this bridge, and what Camel 4.17's component on Paho
 * 1.2.5 does not hold.
 */
enum PahoPromise {
  WHAT_A_BROKER_KEPT_ARRIVES_WHOLE(
      rig -> {
        rig.broker.backlog = IntStream.range(0, 20).mapToObj(i -> "kept-" + i).toList();
        rig.hears("qos=1&clientId=known&cleanStart=false");
        return PahoRig.comesTrue(() -> rig.got.size() == 20);
      }),
  NOTHING_IS_CONFIRMED_BEFORE_THE_ROUTE_HAS_IT_WHATEVER_THE_QOS(
      rig -> isConfirmedOnlyAfterTheRoute(rig, "qos=2", false)),
  NOTHING_IS_CONFIRMED_BEFORE_A_ROUTE_THAT_GOES_ON_ELSEWHERE_HAS_IT(
      rig -> isConfirmedOnlyAfterTheRoute(rig, "qos=1", true)),
  WHAT_FAILS_IS_TRIED_AGAIN_AND_CONFIRMED_THEN(
      rig -> {
        AtomicInteger attempts = new AtomicInteger();
        rig.route(
            new RouteBuilder() {
              @Override
              public void configure() {
                from(rig.at("in", "qos=1&manualAcksEnabled=true"))
                    .process(
                        exchange -> {
                          if (attempts.incrementAndGet() == 1) {
                            throw new IllegalStateException("the first attempt fails");
                          }
                        });
              }
            });
        if (!PahoRig.comesTrue(() -> rig.broker.subscribes() == 1)) {
          return false;
        }
        rig.broker.sends("x");
        return PahoRig.comesTrue(() -> attempts.get() == 2 && rig.broker.confirmed.get() == 1);
      }),
  NINETEEN_MAY_PUBLISH_AT_ONCE_TO_A_NARROW_BROKER(
      rig -> {
        rig.broker.receiveMaximum = 20;
        rig.context().start();
        ExecutorService callers = Executors.newFixedThreadPool(19);
        try {
          return Stream.generate(
                  () -> CompletableFuture.supplyAsync(() -> rig.publishes(50), callers))
              .limit(19)
              .toList()
              .stream()
              .allMatch(CompletableFuture::join);
        } finally {
          callers.shutdown();
        }
      }),
  A_BAD_TOPIC_COSTS_NOBODY_THE_CONNECTION(
      rig -> {
        rig.context().start();
        boolean before = rig.publishes(1);
        rig.sends("a\u0001b");
        return before && rig.publishes(1) && rig.broker.connections.get() == 1;
      }),
  A_PUBLISH_ENDS_ALTHOUGH_THE_BROKER_IS_SILENT(
      rig -> {
        rig.broker.acknowledges = false;
        rig.context().start();
        CompletableFuture<Exchange> end = CompletableFuture.supplyAsync(() -> rig.sends("out"));
        return PahoRig.comesTrue(end::isDone) && end.join().isFailed();
      }),
  WHAT_A_SENDER_SAID_DOES_NOT_TRAVEL_ON(
      rig -> {
        rig.route(
            new RouteBuilder() {
              @Override
              public void configure() {
                from(rig.at("in", "qos=1")).to(rig.at("out", "qos=1"));
              }
            });
        MqttProperties said = new MqttProperties();
        said.add(
            new MqttProperties.StringProperty(MqttPropertyType.RESPONSE_TOPIC.value(), "mine"));
        said.add(new MqttProperties.UserProperty("who", "me"));
        if (!PahoRig.comesTrue(() -> rig.broker.subscribes() == 1)) {
          return false;
        }
        rig.broker.sends("x", said);
        return PahoRig.comesTrue(() -> !rig.broker.published.isEmpty())
            && rig.broker.published.get(0).properties().isEmpty();
      }),
  A_SUBSCRIPTION_THAT_NOBODY_ANSWERED_IS_ASKED_FOR_AGAIN(
      rig -> isHeardAgainAfterTheConnectionWasLost(rig, -1)),
  A_SUBSCRIPTION_THAT_WAS_REFUSED_IS_ASKED_FOR_AGAIN(
      rig -> isHeardAgainAfterTheConnectionWasLost(rig, 0x80)),
  A_ROUTE_WHOSE_SUBSCRIPTION_IS_REFUSED_DOES_NOT_START(
      rig -> {
        rig.broker.suback = number -> 0x80;
        try {
          rig.hears("qos=1");
          return false;
        } catch (Exception refused) {
          return true;
        }
      }),
  TWO_DYNAMIC_ADDRESSES_ARE_TWO_TOPICS(
      rig -> {
        rig.route(
            new RouteBuilder() {
              @Override
              public void configure() {
                from("direct:both")
                    .setProperty("one", constant("first"))
                    .setProperty("two", constant("second"))
                    .toD(rig.at("${exchangeProperty.one}", "qos=1"))
                    .toD(rig.at("${exchangeProperty.two}", "qos=1"));
              }
            });
        rig.context().createProducerTemplate().sendBody("direct:both", "x");
        return rig.broker.published.stream()
            .map(HandBroker.Published::topic)
            .toList()
            .equals(List.of("first", "second"));
      });

  @SuppressWarnings("ImmutableEnumChecker") // the probes keep nothing
  private final Probe probe;

  PahoPromise(Probe probe) {
    this.probe = probe;
  }

  boolean isKeptBy(PahoRig rig) throws Exception {
    return probe.holds(rig);
  }

  @FunctionalInterface
  private interface Probe {
    boolean holds(PahoRig rig) throws Exception;
  }

  private static boolean isConfirmedOnlyAfterTheRoute(
      PahoRig rig, String options, boolean elsewhere) throws Exception {
    CountDownLatch mayGoOn = new CountDownLatch(1);
    try {
      rig.route(
          new RouteBuilder() {
            @Override
            public void configure() {
              var route = from(rig.at("in", options));
              (elsewhere ? route.threads(1, 1) : route)
                  .process(
                      exchange -> {
                        rig.got.add(PahoRig.text(exchange));
                        mayGoOn.await();
                      });
            }
          });
      boolean subscribed = PahoRig.comesTrue(() -> rig.broker.subscribes() == 1);
      rig.broker.sends("x");
      boolean tooEarly =
          !PahoRig.comesTrue(() -> rig.got.size() == 1)
              || !PahoRig.staysTrue(() -> rig.broker.confirmed.get() == 0);
      mayGoOn.countDown();
      return subscribed && !tooEarly && PahoRig.comesTrue(() -> rig.broker.confirmed.get() == 1);
    } finally {
      mayGoOn.countDown();
    }
  }

  /**
   * The first connection's subscription is granted, and the next one's first is not.
   *
   * @param suback what the broker says to it; -1 for nothing
   */
  private static boolean isHeardAgainAfterTheConnectionWasLost(PahoRig rig, int suback)
      throws Exception {
    rig.broker.suback = number -> number == 2 ? suback : 1;
    rig.hears("qos=1");
    if (!PahoRig.comesTrue(() -> rig.broker.subscribes() == 1)) {
      return false;
    }
    rig.broker.drops();
    if (!PahoRig.comesTrue(() -> rig.broker.subscribes() >= 3)) {
      return false;
    }
    rig.broker.sends("x");
    return PahoRig.comesTrue(() -> rig.got.equals(List.of("x")));
  }
}
