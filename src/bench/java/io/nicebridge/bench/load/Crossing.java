package io.nicebridge.bench.load;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.nicebridge.bench.mqtt.Letter;
import io.nicebridge.bench.mqtt.MqttLink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * From one broker to another, whatever is between them: callers signal on the one, those who are
 * called hear it on the other, a connection each. So many messages are under way at once; the next
 * is sent when one has arrived. Each must arrive once, and in its session's order.
 */
public final class Crossing {
  private static final byte[] COMMAND_ID = "\"CommandID\":".getBytes(StandardCharsets.UTF_8);
  private static final Duration LATE = Duration.ofSeconds(5);
  private static final Duration LOOKED_EVERY = Duration.ofMillis(20);

  private final EventLoop loop;
  private final int inPort;
  private final int outPort;
  private final List<Session> sessions = new ArrayList<>();
  private @Nullable MqttLink senders;
  private @Nullable MqttLink receivers;
  private long number = Mould.FIRST;
  private long wrong;

  public Crossing(EventLoop loop, int inPort, int outPort) {
    this.loop = loop;
    this.inPort = inPort;
    this.outPort = outPort;
  }

  private static final class Session {
    final String topic;
    final Mould candidate;
    final Deque<Message> underWay = new ArrayDeque<>();
    Mould next;

    Session(int n) {
      topic = Signals.topic(n);
      candidate = Signals.candidate(n);
      next = Signals.offer(n);
    }

    byte[] message(long number) {
      byte[] bytes = next.with(number);
      next = candidate;
      return bytes;
    }
  }

  /**
   * Connects and lets messages flow.
   *
   * @param window how many are under way at once, all sessions together
   */
  public CompletionStage<Void> open(MqttQoS qos, int count, int window, Traffic traffic) {
    sessions.clear();
    wrong = 0;
    for (int n = 0; n < count; n++) {
      sessions.add(new Session(n));
    }
    return MqttLink.to(
            outPort,
            loop,
            "receivers",
            Signals.FILTER,
            qos,
            (link, letter) -> heard(letter, traffic))
        .thenCompose(
            link -> {
              receivers = link;
              return MqttLink.to(inPort, loop, "senders", "none", qos, (l, letter) -> {});
            })
        .thenAcceptAsync(
            link -> {
              senders = link;
              for (int i = 0; i < window; i++) {
                traffic.ready(new Message());
              }
            },
            loop);
  }

  /** One of those that are under way at once. */
  private final class Message implements Caller {
    long id;

    @Override
    public void ask() {
      id = number++;
      Session session = session(id);
      session.underWay.add(this);
      MqttLink link = senders;
      if (link != null) {
        link.publish(session.topic, new Letter("", new byte[0], session.message(id)));
      }
    }
  }

  private Session session(long id) {
    return sessions.get((int) (id % sessions.size()));
  }

  private void heard(Letter letter, Traffic traffic) {
    long id = Mould.find(letter.payload(), COMMAND_ID);
    Deque<Message> underWay = session(id).underWay;
    Message next = underWay.peek();
    if (next != null && next.id == id) {
      traffic.answered(underWay.remove());
    } else {
      wrong(id, underWay, traffic);
    }
  }

  /** Nobody waits for it, or others should have come before. */
  private void wrong(long id, Deque<Message> underWay, Traffic traffic) {
    wrong++;
    if (underWay.stream().anyMatch(message -> message.id == id)) {
      Message next = underWay.remove();
      while (next.id != id) {
        traffic.failed(next, "lost or overtaken");
        traffic.ready(next);
        next = underWay.remove();
      }
      traffic.answered(next);
    }
  }

  /** Ends when everything has arrived, or will not. */
  public CompletionStage<Void> drain() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.execute(() -> drain(done, System.nanoTime() + LATE.toNanos()));
    return done;
  }

  private void drain(CompletableFuture<Void> done, long late) {
    if (underWay() == 0 || System.nanoTime() - late > 0) {
      wrong += underWay();
      done.complete(null);
    } else {
      loop.schedule(() -> drain(done, late), LOOKED_EVERY.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private long underWay() {
    return sessions.stream().mapToLong(session -> session.underWay.size()).sum();
  }

  /** Messages that were lost, doubled or overtaken since it was opened. */
  public long wrong() {
    return wrong;
  }

  public CompletionStage<Void> close() {
    return closed(senders).thenCompose(done -> closed(receivers));
  }

  private static CompletionStage<Void> closed(@Nullable MqttLink link) {
    return link == null ? CompletableFuture.completedStage(null) : link.close();
  }
}
