package io.nicebridge.broker;

import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** What the engine of the embedded broker is told. */
final class Configurations {
  /** As in the journal: how long a write waits for others to share its sync. */
  private static final int BUFFER_NANOS = 250_000;

  /** The engine's way to write a topic filter; with and without a leading slash. */
  private static final String[] DATA = {"*.*.data.#", "*.*.*.data.#"};

  private Configurations() {}

  static Configuration of(SiteBrokerSettings settings, SSLContext tls) {
    Path folder = settings.folder();
    Configuration configuration =
        new ConfigurationImpl()
            .setName("nice-embedded-broker")
            .setSecurityEnabled(true)
            // Each question reaches Security: what it said before may hold no longer.
            .setAuthenticationCacheSize(0)
            .setAuthorizationCacheSize(0)
            .setResolveProtocols(false)
            .setJMXManagementEnabled(false)
            .setGracefulShutdownEnabled(false)
            .setCriticalAnalyzer(false)
            .setBindingsDirectory(folder.resolve("bindings").toString())
            .setJournalDirectory(folder.resolve("messages").toString())
            .setPagingDirectory(folder.resolve("pages").toString())
            .setLargeMessagesDirectory(folder.resolve("large").toString())
            .setJournalType(JournalType.NIO)
            .setJournalFileSize(settings.fileSize())
            .setJournalPoolFiles(4)
            .setJournalBufferTimeout_NIO(BUFFER_NANOS)
            .setJournalMaxIO_NIO(1)
            .setGlobalMaxSize(settings.memory())
            .setMaxDiskUsage(-1) // DiskBudget looks after it, and says no instead of nothing.
            .setMessageExpiryScanPeriod(1_000)
            .addAcceptorConfiguration(Acceptors.inside())
            .addAcceptorConfiguration(Acceptors.outside(settings, tls));
    configuration.addAddressSetting(
        "#", everywhere(settings).setDefaultRingSize(settings.maxWaiting()));
    for (String data : DATA) {
      configuration.addAddressSetting(data, everywhere(settings).setDefaultRingSize(-1));
    }
    return configuration;
  }

  private static AddressSettings everywhere(SiteBrokerSettings settings) {
    return new AddressSettings()
        .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
        .setPageSizeBytes(settings.fileSize())
        .setMaxDeliveryAttempts(-1)
        .setAutoCreateQueues(true)
        .setAutoCreateAddresses(true)
        .setAutoDeleteAddresses(true);
  }
}
