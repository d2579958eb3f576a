package io.nicebridge.journal;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/**
 * A real Artemis with a port, users and a folder, to be killed and started again. A process of its
 * own: in one where the bridge's Netty is, the doorstep of the embedded broker stands before it.
 */
public final class ArtemisServer implements AutoCloseable {
  public static final String USER = "bridge";
  public static final String PASSWORD = "correct horse";

  private final Path folder;
  private final int port;
  private final List<String> tls;
  private Process process;

  private ArtemisServer(Path folder, int port, List<String> tls) {
    this.folder = folder;
    this.port = port;
    this.tls = tls;
  }

  /** Not yet running. */
  public static ArtemisServer in(Path folder, int port) {
    return new ArtemisServer(folder, port, List.of());
  }

  /** Not yet running; speaks TLS. */
  public static ArtemisServer in(Path folder, int port, Path keyStore, String password) {
    return new ArtemisServer(folder, port, List.of(keyStore.toString(), password));
  }

  public String url() {
    return (tls.isEmpty() ? "tcp" : "ssl") + "://localhost:" + port;
  }

  /** Returns when it listens. */
  public ArtemisServer start() {
    try {
      Files.createDirectories(folder);
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
      command.add(
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
      command.addAll(List.of(ArtemisServer.class.getName(), folder + "", port + ""));
      command.addAll(tls);
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(folder.resolve("server.log").toFile()))
              .start();
      await().atMost(Duration.ofSeconds(60)).until(this::listens);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket("localhost", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** The process: folder, port, and for TLS a key store and its password. */
  public static void main(String[] words) throws Exception {
    SecurityConfiguration users = new SecurityConfiguration();
    users.addUser(USER, PASSWORD);
    users.addRole(USER, "all");
    new ActiveMQServerImpl(
            configuration(Path.of(words[0]), acceptor(words)),
            new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users))
        .start();
  }

  private static Map<String, Object> acceptor(String[] words) {
    Map<String, Object> how = new HashMap<>();
    how.put(TransportConstants.HOST_PROP_NAME, "localhost");
    how.put(TransportConstants.PORT_PROP_NAME, words[1]);
    if (words.length > 2) {
      how.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
      how.put(TransportConstants.KEYSTORE_TYPE_PROP_NAME, "PKCS12");
      how.put(TransportConstants.KEYSTORE_PATH_PROP_NAME, words[2]);
      how.put(TransportConstants.KEYSTORE_PASSWORD_PROP_NAME, words[3]);
    }
    return how;
  }

  private static ConfigurationImpl configuration(Path folder, Map<String, Object> acceptor) {
    ConfigurationImpl configuration = new ConfigurationImpl();
    configuration
        .setName("site")
        .setSecurityEnabled(true)
        .setJMXManagementEnabled(false)
        .setResolveProtocols(false)
        .setGracefulShutdownEnabled(false)
        .setCriticalAnalyzer(false)
        .setBindingsDirectory(folder.resolve("bindings").toString())
        .setJournalDirectory(folder.resolve("messages").toString())
        .setPagingDirectory(folder.resolve("pages").toString())
        .setLargeMessagesDirectory(folder.resolve("large").toString())
        .setJournalType(JournalType.NIO)
        .setJournalFileSize(1 << 20)
        .setMaxDiskUsage(-1)
        .setMessageExpiryScanPeriod(200)
        .putSecurityRoles("#", Set.of(all()))
        .addAcceptorConfiguration(
            new TransportConfiguration(NettyAcceptorFactory.class.getName(), acceptor));
    return configuration;
  }

  private static Role all() {
    return new Role("all", true, true, true, true, true, true, true, true, true, true, true, true);
  }

  /** As {@code kill -9} does it. */
  public void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
  }
}
