package io.nicebridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Cameras that publish SceneMarks at some rate, QoS 1, by one connection. When their broker dies
 * they go back: what it had acknowledged and not passed on is gone with it (mosquitto as it comes).
 */
final class SoakCameras {
  static final int CAMERAS = 20;

  /** How far: more than a broker may hold when it is killed. */
  static final int GOES_BACK = 5_000;

  private static final int ON_THE_WAY = 500;

  private final URI broker;
  private final int events;
  private final int perSecond;
  private final AtomicInteger reached = new AtomicInteger();
  private final AtomicInteger repeated = new AtomicInteger();

  SoakCameras(String broker, int events, int perSecond) {
    this.broker = URI.create(broker);
    this.events = events;
    this.perSecond = perSecond;
  }

  /** How many events the broker has acknowledged at least once. */
  int reached() {
    return reached.get();
  }

  /** How many were published again because the broker had died. */
  int repeated() {
    return repeated.get();
  }

  CompletableFuture<Void> publishAll() {
    return CompletableFuture.runAsync(
        () -> {
          int next = 0;
          while (next < events) {
            int end = publishFrom(next);
            if (end < events) {
              next = Math.max(0, end - GOES_BACK);
              repeated.addAndGet(end - next);
            } else {
              next = end;
            }
          }
        },
        task -> new Thread(task, "cameras").start());
  }

  /** Returns the first that is not acknowledged for certain. */
  private int publishFrom(int first) {
    Mqtt5AsyncClient client = connect();
    ConcurrentSkipListSet<Integer> open = new ConcurrentSkipListSet<>();
    Semaphore room = new Semaphore(ON_THE_WAY);
    long start = System.nanoTime();
    int next = first;
    while (next < events && client.getState().isConnected()) {
      LockSupport.parkNanos(
          start + (next - first) * 1_000_000_000L / perSecond - System.nanoTime());
      room.acquireUninterruptibly();
      int number = next++;
      open.add(number);
      var unused =
          client
              .publishWith()
              .topic(topic(number))
              .qos(MqttQos.AT_LEAST_ONCE)
              .payload(mark(number).getBytes(UTF_8))
              .send()
              .whenComplete(
                  (sent, failure) -> {
                    if (failure == null) {
                      open.remove(number);
                      reached.accumulateAndGet(number + 1, Math::max);
                    }
                    room.release();
                  });
    }
    room.acquireUninterruptibly(ON_THE_WAY);
    if (client.getState().isConnected()) {
      client.disconnect().join();
    }
    return open.isEmpty() ? next : open.first();
  }

  private Mqtt5AsyncClient connect() {
    while (true) {
      Mqtt5AsyncClient client =
          MqttClient.builder()
              .useMqttVersion5()
              .identifier("cameras")
              .serverHost(broker.getHost())
              .serverPort(broker.getPort())
              .buildAsync();
      try {
        client.connect().join();
        return client;
      } catch (RuntimeException away) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
      }
    }
  }

  private static String topic(int number) {
    return "1/00000001-5eab-2e10-8003-000000000009/data/%04d/0001".formatted(number % CAMERAS);
  }

  /** Some 600 bytes, as SceneMarks without an image have. */
  private static String mark(int number) {
    return """
        {"Version":"1.0","TimeStamp":"2026-11-28T07:00:00.000Z","SceneMarkID":"SMK_%d_%d",\
        "SourceNodeID":"00000001-5eab-2e10-8003-000000000009_%04d","SourceNodeDescription":"Scenera Bridge",\
        "Timezone":"+00:00","DestinationID":"00000001-5eab-2e10-8003-000000000001",\
        "SceneMarkPriority":"","SceneMarkStatus":"Active","AnalysisList":[{"VersionNumber":1.0,\
        "SourceNodeID":"00000001-5eab-2e10-8003-000000000009_%04d","AnalysisID":"SDT_%d","AnalysisDescription":\
        "Scenera DeepSight","EventType":"ItemPresence","TotalItemCount":1,"DetectedObjects":[{"NICEItemType":\
        "Human","ItemID":"%d","ItemTypeCount":1,"Probability":0.92,"BoundingBox":{"XCoordinate":0.12,\
        "YCoordinate":0.23,"Height":0.5,"Width":0.2}}]}]}"""
        .formatted(
            number % CAMERAS,
            number / CAMERAS,
            number % CAMERAS,
            number % CAMERAS,
            number,
            number % 7);
  }
}
