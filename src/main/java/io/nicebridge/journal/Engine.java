package io.nicebridge.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.invm.TransportConstants;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.server.impl.AddressInfo;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Artemis inside this process, reachable from nowhere else. */
final class Engine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final AtomicInteger IDS = new AtomicInteger();
  private static final String MESSAGES = "messages";
  private static final int KB = 1 << 10;

  /** Bytes: longer bodies are files of their own, and do not pass through the heap at once. */
  private static final int LARGE = 100 * KB;

  /** How long a write waits for others to share its sync: the default of 3.3 ms is 13 times it. */
  private static final int BUFFER_NANOS = 250_000;

  /** What the client may have sent and not yet heard of, in bytes; beyond {@link Room} anyway. */
  private static final int CONFIRMATION_WINDOW = 10 << 20;

  private final ActiveMQServer server;
  private final int id;

  private Engine(ActiveMQServer server, int id) {
    this.server = server;
    this.id = id;
  }

  /**
   * @throws IllegalStateException when it cannot read what is on disk; nothing is left running
   */
  static Engine start(JournalSettings settings, Failures failures) {
    int id = IDS.incrementAndGet();
    ActiveMQServer server = new ActiveMQServerImpl(configuration(settings, id));
    AtomicReference<Exception> failure = new AtomicReference<>();
    server.registerActivationFailureListener(failure::set);
    server.registerBrokerPlugin(new Certificates(server, failures));
    try {
      server.start();
      if (!server.isActive()) {
        throw failed(settings, failure.get());
      }
      server.addOrUpdateAddressInfo(
          new AddressInfo(SimpleString.of(Names.DATA), RoutingType.MULTICAST));
      return new Engine(server, id);
    } catch (Exception e) {
      stop(server);
      throw e instanceof IllegalStateException said ? said : failed(settings, e);
    }
  }

  static boolean isIn(Path folder) {
    return Files.isDirectory(folder.resolve(MESSAGES));
  }

  private static IllegalStateException failed(JournalSettings settings, @Nullable Exception cause) {
    return new IllegalStateException(
        "the journal in ["
            + settings.folder()
            + "] cannot be read ["
            + (cause == null ? "no reason given" : cause.getMessage())
            + "]: the folder must be restored from a copy, or moved away to start with an empty"
            + " journal",
        cause);
  }

  private static Configuration configuration(JournalSettings settings, int id) {
    Path folder = settings.folder();
    ConfigurationImpl configuration = new ConfigurationImpl();
    configuration
        .setName("nice-journal-" + id)
        .setSecurityEnabled(false)
        .setResolveProtocols(false) // MQTT is the other engine's, where there is one.
        .setJMXManagementEnabled(false)
        .setGracefulShutdownEnabled(false)
        .setCriticalAnalyzer(false)
        .setBindingsDirectory(folder.resolve("bindings").toString())
        .setJournalDirectory(folder.resolve(MESSAGES).toString())
        .setPagingDirectory(folder.resolve("pages").toString())
        .setLargeMessagesDirectory(folder.resolve("large").toString())
        .setJournalType(JournalType.NIO)
        .setJournalFileSize(settings.fileSize())
        .setJournalPoolFiles(4)
        .setJournalSyncNonTransactional(true)
        .setJournalSyncTransactional(true)
        .setJournalBufferTimeout_NIO(BUFFER_NANOS)
        .setJournalMaxIO_NIO(1)
        .setJournalLockAcquisitionTimeout(2_000)
        .setGlobalMaxSize(settings.memory())
        .setMaxDiskUsage(-1) // DiskBudget looks after it, and says no instead of nothing.
        .setIDCacheSize(settings.rememberedIds())
        .setPersistIDCache(true)
        .setMessageExpiryScanPeriod(1_000)
        .addAddressSetting("#", everywhere(settings))
        .addAcceptorConfiguration(
            new TransportConfiguration(
                InVMAcceptorFactory.class.getName(),
                Map.of(TransportConstants.SERVER_ID_PROP_NAME, id)));
    return configuration;
  }

  /** Nothing comes into being by being named, and nothing is given up unless a sink says so. */
  static AddressSettings everywhere(JournalSettings settings) {
    return new AddressSettings()
        .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
        .setPageSizeBytes(settings.fileSize())
        .setMaxDeliveryAttempts(-1)
        .setAutoCreateQueues(false)
        .setAutoCreateAddresses(false)
        .setAutoDeleteQueues(false)
        .setAutoDeleteAddresses(false);
  }

  ActiveMQServer server() {
    return server;
  }

  /** To read with, and to write and wait; whoever asks closes it. */
  ServerLocator locator() {
    // Without a confirmation window: the engine would keep what a reader has got, 10 MB for each.
    return connecting();
  }

  /** To append with: what is safe is told later. Whoever asks closes it. */
  ServerLocator appending() {
    return connecting().setConfirmationWindowSize(CONFIRMATION_WINDOW);
  }

  private ServerLocator connecting() {
    return ActiveMQClient.createServerLocatorWithoutHA(
            new TransportConfiguration(
                InVMConnectorFactory.class.getName(),
                Map.of(TransportConstants.SERVER_ID_PROP_NAME, id)))
        .setReconnectAttempts(0)
        .setMinLargeMessageSize(LARGE)
        .setProducerWindowSize(-1); // Nobody waits for credit: Room counts.
  }

  private static void stop(ActiveMQServer server) {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.error("the journal's engine did not stop", e);
    }
  }

  @Override
  public void close() {
    stop(server);
  }
}
