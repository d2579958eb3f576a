package io.nicebridge.bench.load;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.nicebridge.bench.mqtt.Letter;
import io.nicebridge.bench.mqtt.MqttLink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * From one broker to many sinks, whatever is between them: cameras publish with QoS 1 on the one
 * broker; another broker (sink 0) and webhooks (sinks from 1 on) get each event. It is answered
 * when all of those have it that are waited for.
 */
public final class Fan {
  /** Their events take turns. */
  static final int CAMERAS = 64;

  private static final byte[] COMMAND_ID = "\"CommandID\":".getBytes(StandardCharsets.UTF_8);
  private static final Duration LOOKED_EVERY = Duration.ofMillis(20);

  private final EventLoop loop;
  private final Map<Long, Event> underWay = new HashMap<>();
  private final List<Mould> moulds = SceneMarks.of(CAMERAS);
  private final List<SinkTally> sinks = new ArrayList<>();
  private @Nullable MqttLink cameras;
  private @Nullable MqttLink service;
  private @Nullable Traffic traffic;
  private long next = Mould.FIRST;
  private int waitedFor;

  private Fan(EventLoop loop, int sinks) {
    this.loop = loop;
    for (int sink = 0; sink < sinks; sink++) {
      this.sinks.add(new SinkTally(CAMERAS));
    }
  }

  /**
   * Connects.
   *
   * @param hooks the webhooks, or none
   * @param sinks the broker and so many webhooks less one
   */
  public static CompletionStage<Fan> open(
      EventLoop loop, int inPort, int outPort, Hooks hooks, int sinks) {
    Fan fan = new Fan(loop, sinks);
    hooks.tell((hook, body) -> fan.heard(hook, body));
    return MqttLink.to(
            outPort,
            loop,
            "service",
            SceneMarks.FILTER,
            MqttQoS.AT_LEAST_ONCE,
            (link, letter) -> fan.heard(0, letter.payload()))
        .thenCompose(
            link -> {
              fan.service = link;
              return MqttLink.to(
                  inPort, loop, "cameras", "none", MqttQoS.AT_LEAST_ONCE, (l, letter) -> {});
            })
        .thenApply(
            link -> {
              fan.cameras = link;
              return fan;
            });
  }

  /**
   * Lets events flow.
   *
   * @param window how many are under way at once
   * @param waited how many sinks are waited for, from sink 0 on
   */
  public CompletionStage<Void> flow(int window, int waited, Traffic through) {
    return CompletableFuture.runAsync(
        () -> {
          underWay.clear();
          traffic = through;
          waitedFor = waited;
          for (int i = 0; i < window; i++) {
            through.ready(new Event());
          }
        },
        loop);
  }

  /** One of those that are under way at once. */
  private final class Event implements Caller {
    int missing;

    @Override
    public void ask() {
      long id = next++;
      missing = waitedFor;
      underWay.put(id, this);
      int camera = camera(id);
      MqttLink link = cameras;
      if (link != null) {
        link.publish(
            SceneMarks.topic(camera), new Letter("", new byte[0], moulds.get(camera).with(id)));
      }
    }
  }

  private static int camera(long id) {
    return (int) ((id - Mould.FIRST) % CAMERAS);
  }

  private void heard(int sink, byte[] body) {
    long id = Mould.find(body, COMMAND_ID);
    if (id < Mould.FIRST || !sinks.get(sink).isNew((int) (id - Mould.FIRST), camera(id))) {
      return;
    }
    Event event = underWay.get(id);
    if (event != null && traffic != null && sink < waitedFor && --event.missing == 0) {
      underWay.remove(id);
      traffic.answered(event);
    }
  }

  /** How many events were published since it was opened. */
  public long published() {
    return next - Mould.FIRST;
  }

  /**
   * Ends when every sink has every event.
   *
   * @return how many are missing, of all sinks together, when patience ends
   */
  public CompletionStage<Long> drain(Duration patience) {
    CompletableFuture<Long> done = new CompletableFuture<>();
    loop.execute(() -> drain(done, System.nanoTime() + patience.toNanos()));
    return done;
  }

  private void drain(CompletableFuture<Long> done, long late) {
    long missing = sinks.stream().mapToLong(sink -> published() - sink.different()).sum();
    if (missing == 0 || System.nanoTime() - late > 0) {
      done.complete(missing);
    } else {
      loop.schedule(() -> drain(done, late), LOOKED_EVERY.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Events that came once more, of all sinks together. */
  public long again() {
    return sinks.stream().mapToLong(SinkTally::again).sum();
  }

  /** Events that came after a later one of their camera, of all sinks together. */
  public long overtaken() {
    return sinks.stream().mapToLong(SinkTally::overtaken).sum();
  }

  public CompletionStage<Void> close() {
    return closed(cameras).thenCompose(done -> closed(service));
  }

  private static CompletionStage<Void> closed(@Nullable MqttLink link) {
    return link == null ? CompletableFuture.completedStage(null) : link.close();
  }
}
