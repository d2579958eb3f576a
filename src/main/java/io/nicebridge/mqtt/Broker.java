package io.nicebridge.mqtt;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.netty.util.Timer;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.Refusal.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker by name, and the connection to it that is made again for ever. It starts when the broker
 * is down and becomes ready when it comes. Ready means: connected, every reply topic granted.
 */
public final class Broker {
  private static final Logger LOG = LoggerFactory.getLogger(Broker.class);

  /** A connection that held this long was a good one. */
  private static final Duration CALM = Duration.ofSeconds(10);

  /** Between two complaints about one and the same thing. */
  private static final Duration SELDOM = Duration.ofMinutes(1);

  private final BrokerSettings settings;
  private final Dialer dialer;
  private final Filters filters;
  private final Timer timer;
  private final Clock clock;
  private final BrokerListener listener;
  private final Consumer<Mqtt5Publish> arrivals;
  private final Backoff backoff;
  private @Nullable Link current;
  private Instant awaySince;
  private Instant complained = Instant.EPOCH;
  private volatile @Nullable Link ready;
  private volatile BrokerStatus status;

  Broker(
      BrokerSettings settings,
      Dialer dialer,
      Filters filters,
      Timer timer,
      Clock clock,
      BrokerListener listener,
      Consumer<Mqtt5Publish> arrivals) {
    this.settings = settings;
    this.dialer = dialer;
    this.filters = filters;
    this.timer = timer;
    this.clock = clock;
    this.listener = listener;
    this.arrivals = arrivals;
    this.backoff =
        new Backoff(settings.maxReconnectDelay(), () -> ThreadLocalRandom.current().nextDouble());
    this.awaySince = clock.instant();
    this.status = new BrokerStatus(BrokerState.CONNECTING, awaySince, Optional.empty());
  }

  public String name() {
    return settings.name();
  }

  public BrokerStatus status() {
    return status;
  }

  BrokerSettings settings() {
    return settings;
  }

  /** Returns at once, whether the broker is there or not. */
  void start() {
    dial();
  }

  private synchronized void dial() {
    if (status.state() != BrokerState.CLOSED) {
      Link link = new Link(dialer, filters, settings.connectTimeout(), new Caller());
      current = link;
      link.open();
    }
  }

  /**
   * @throws Refusal BROKER_AWAY when nothing can be sent now
   */
  CompletableFuture<Mqtt5PublishResult> publish(Mqtt5Publish publish) {
    Link link = ready;
    if (link == null) {
      throw away();
    }
    return link.publish(publish);
  }

  /** The filters have changed: a connection that stands asks for the difference. */
  void sync() {
    Link link = ready;
    if (link != null) {
      link.sync();
    }
  }

  /** It is there and takes no requests: said once a minute, since a probe sees nothing of it. */
  synchronized void tookNone(Refusal refusal) {
    Instant now = clock.instant();
    if (status.isReady() && now.isAfter(complained.plus(SELDOM))) {
      complained = now;
      LOG.warn("broker {}: {}", name(), refusal.sentence());
    }
  }

  Refusal away() {
    BrokerStatus now = status;
    return new Refusal(
        Kind.BROKER_AWAY,
        "the broker "
            + name()
            + " has been away for "
            + Spans.text(Duration.between(now.since(), clock.instant()))
            + "; nothing was sent");
  }

  /** It is there and useless: the connection is made anew. */
  void giveUp(String why) {
    Link link = ready;
    if (link != null) {
      link.end(LinkFault.silent(why));
    }
  }

  void close() {
    @Nullable Link last;
    synchronized (this) {
      last = current;
      current = null;
      ready = null;
      become(BrokerState.CLOSED, status.lastFault());
    }
    if (last != null) {
      last.end(LinkFault.silent("closed by us"));
    }
  }

  private void become(BrokerState state, Optional<String> fault) {
    BrokerStatus before = status;
    if (before.state() != state) {
      status = new BrokerStatus(state, clock.instant(), fault);
      listener.changed(name(), status);
    } else {
      status = new BrokerStatus(state, before.since(), fault);
    }
  }

  /** What the current link tells; an older one has nothing more to say, except answers. */
  private final class Caller implements Link.Owner {
    @Override
    public void connected(Link link) {
      synchronized (Broker.this) {
        if (link == current) {
          become(BrokerState.SUBSCRIBING, status.lastFault());
        }
      }
    }

    @Override
    public void granted(Link link) {
      synchronized (Broker.this) {
        if (link != current || link.isEnded()) {
          return;
        }
        ready = link;
        LOG.info(
            "broker {} found: ready at {} after {}",
            dialer.label(),
            settings.address(),
            Spans.text(Duration.between(awaySince, clock.instant())));
        become(BrokerState.READY, status.lastFault());
      }
      link.sync();
      new Heartbeat(link, timer, settings.heartbeat()).start();
    }

    @Override
    public void arrived(Mqtt5Publish publish) {
      arrivals.accept(publish);
    }

    @Override
    public void ended(Link link, LinkFault fault) {
      synchronized (Broker.this) {
        if (link != current) {
          return;
        }
        Duration pause = lost(fault);
        timer.newTimeout(t -> dial(), pause.toMillis(), TimeUnit.MILLISECONDS);
      }
    }

    private Duration lost(LinkFault fault) {
      current = null;
      ready = null;
      Instant now = clock.instant();
      Duration held = Duration.between(status.since(), now);
      if (status.isReady()) {
        awaySince = now;
        if (held.compareTo(CALM) > 0) {
          backoff.calm();
        }
        LOG.warn(
            "broker {} lost: {} was ready for {}: {}",
            dialer.label(),
            settings.address(),
            Spans.text(held),
            fault.sentence());
      } else if (!status.lastFault().equals(Optional.of(fault.sentence()))) {
        LOG.warn("broker {} at {}: {}", dialer.label(), settings.address(), fault.sentence());
      }
      become(
          fault.refused() ? BrokerState.REFUSED : BrokerState.CONNECTING,
          Optional.of(fault.sentence()));
      return fault.takenOver() ? backoff.afterTakeover() : backoff.next();
    }
  }
}
