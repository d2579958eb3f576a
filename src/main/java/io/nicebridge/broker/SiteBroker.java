package io.nicebridge.broker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nicebridge.folder.DiskBudget;
import io.nicebridge.folder.ProcessLock;
import io.nicebridge.token.Tokens;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An MQTT 5 broker in this process, for a site that has none: Apache Artemis, another one than the
 * journal's, so that no device can fill that. Devices come by TLS and WSS on one port; the bridge
 * by a port of its own on loopback, with a password that nobody else has.
 */
public final class SiteBroker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SiteBroker.class);
  private static final String BRIDGE = "nice-bridge";
  private static final int PASSWORD_BYTES = 32;
  private static final long SWEEP_SECONDS = 1;

  private final ActiveMQServer server;
  private final ProcessLock lock;
  private final DiskBudget disk;
  private final Security.Insider insider;
  private final ScheduledExecutorService sweeper;
  private volatile boolean closed;

  /**
   * How the bridge itself connects.
   *
   * @param url on loopback, without TLS
   */
  public record Entrance(URI url, String user, String password) {
    @Override
    public String toString() {
      return "Entrance[" + url + "]";
    }
  }

  private SiteBroker(
      ActiveMQServer server,
      ProcessLock lock,
      DiskBudget disk,
      Security.Insider insider,
      ScheduledExecutorService sweeper) {
    this.server = server;
    this.lock = lock;
    this.disk = disk;
    this.insider = insider;
    this.sweeper = sweeper;
  }

  /**
   * Takes some 0.5 s, and longer the more waits in it; devices may connect when it returns.
   *
   * @param tls what devices are shown
   * @param isFilter whether a text is an MQTT topic filter
   * @throws IllegalStateException when folder or port cannot be had: one sentence
   */
  public static SiteBroker open(
      SiteBrokerSettings settings,
      SSLContext tls,
      Tokens tokens,
      Predicate<String> isFilter,
      MeterRegistry meters,
      InstantSource clock) {
    Guests guests = new Guests(settings.users(), isFilter);
    ProcessLock lock = lock(settings);
    DiskBudget disk =
        new DiskBudget(
            settings.folder(), settings.maxDisk(), settings.minDiskFree(), "embedded-broker-disk");
    AtomicReference<ActiveMQServer> engine = new AtomicReference<>();
    Security.Insider insider =
        new Security.Insider(
            Guest.device(settings.bridge(), true),
            BRIDGE,
            newPassword(),
            () -> Acceptors.inside(Objects.requireNonNull(engine.get())));
    Security security =
        new Security(
            new Gate(
                guests,
                tokens,
                settings.ownAudiences(),
                settings.permissionsRequired(),
                settings.bridge(),
                clock),
            new TopicRights(
                settings.bridge(), settings.devicesWrite().stream().map(Topic::of).toList()),
            insider,
            start -> count(Objects.requireNonNull(engine.get()), start),
            meters);
    ActiveMQServer server =
        new ActiveMQServerImpl(Configurations.of(settings, tls), null, security);
    engine.set(server);
    server.addProtocolManagerFactory(new GuardedMqtt(settings.maxMessage()));
    server.registerBrokerPlugin(new Bounds(disk, meters));
    disk.start();
    ScheduledExecutorService sweeper =
        Executors.newSingleThreadScheduledExecutor(SiteBroker::thread);
    SiteBroker broker = new SiteBroker(server, lock, disk, insider, sweeper);
    try {
      broker.start(settings);
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
    var unused =
        sweeper.scheduleWithFixedDelay(
            () -> broker.sweep(guests, clock), SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    broker.measure(meters);
    LOG.info("the embedded MQTT broker is open on {}:{}", settings.host(), broker.port());
    return broker;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "embedded-broker");
    thread.setDaemon(true);
    return thread;
  }

  private void sweep(Guests guests, InstantSource clock) {
    try {
      guests.refresh();
      Security.sweep(server.getRemotingService().getConnections(), clock.instant(), guests);
    } catch (RuntimeException e) {
      LOG.error("the embedded MQTT broker could not look at its clients", e);
    }
  }

  private static String newPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static ProcessLock lock(SiteBrokerSettings settings) {
    try {
      return ProcessLock.take(Files.createDirectories(settings.folder()), "in-use")
          .orElseThrow(
              () -> new IllegalStateException(folder(settings) + " is in use by another bridge"));
    } catch (IOException e) {
      throw new IllegalStateException(
          folder(settings) + " must be a folder that the bridge may write to", e);
    }
  }

  private static String folder(SiteBrokerSettings settings) {
    return "the folder of the embedded broker [" + settings.folder() + "]";
  }

  private void start(SiteBrokerSettings settings) {
    AtomicReference<Exception> failure = new AtomicReference<>();
    server.registerActivationFailureListener(failure::set);
    try {
      server.start();
    } catch (Exception e) {
      failure.set(e);
    }
    if (!Acceptors.areOpen(server)) {
      throw new IllegalStateException(
          Acceptors.isTaken(settings)
              ? "the embedded broker's port cannot be opened: nice.embedded-broker.host [%s], nice.embedded-broker.port [%d] must be free"
                  .formatted(settings.host(), settings.port())
              : folder(settings)
                  + " cannot be read: it must be restored from a copy, or moved away",
          failure.get());
    }
  }

  private void measure(MeterRegistry meters) {
    Gauge.builder("nice.embedded.broker.connections", server, ActiveMQServer::getConnectionCount)
        .description("clients of the embedded broker, the bridge's own connections included")
        .register(meters);
    Gauge.builder("nice.embedded.broker.bytes", disk, DiskBudget::taken)
        .description("what the embedded broker takes on its disk")
        .register(meters);
    Gauge.builder("nice.embedded.broker.waiting", server, ActiveMQServer::getTotalMessageCount)
        .description("messages that wait in the embedded broker")
        .register(meters);
  }

  private static int count(ActiveMQServer server, String start) {
    return (int)
        server
            .getPostOffice()
            .getAllBindings()
            .filter(QueueBinding.class::isInstance)
            .filter(binding -> binding.getUniqueName().toString().startsWith(start))
            .count();
  }

  /** For the bridge alone. */
  public Entrance entrance() {
    return new Entrance(
        URI.create("tcp://127.0.0.1:" + Acceptors.inside(server)),
        insider.user(),
        insider.password());
  }

  /** Where devices connect. */
  public int port() {
    return Acceptors.outside(server);
  }

  /** Why it serves nobody although it should, in a sentence. */
  public Optional<String> fault() {
    return closed || server.isActive()
        ? Optional.empty()
        : Optional.of(
            "the embedded MQTT broker has stopped, as after a failure of its disk; what waits in it"
                + " is kept, and a restart goes on with it");
  }

  /** What waits for devices with a session is kept. */
  @Override
  public void close() {
    closed = true;
    sweeper.shutdownNow();
    List<AutoCloseable> parts = List.of(server::stop, disk, lock);
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("the embedded MQTT broker did not stop cleanly", e);
      }
    }
  }
}
