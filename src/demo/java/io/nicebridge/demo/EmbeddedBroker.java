package io.nicebridge.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** An MQTT 5 broker on loopback, in memory: Apache Artemis. Can be stopped and started again. */
public final class EmbeddedBroker implements AutoCloseable {
  private final int port;
  private EmbeddedActiveMQ server;

  private EmbeddedBroker(int port) {
    this.port = port;
    this.server = run(port);
  }

  public static EmbeddedBroker start() {
    return new EmbeddedBroker(freePort());
  }

  private static EmbeddedActiveMQ run(int port) {
    try {
      Configuration configuration =
          new ConfigurationImpl()
              .setPersistenceEnabled(false)
              .setSecurityEnabled(false)
              .setJMXManagementEnabled(false)
              .setName("embedded-" + port)
              .addAcceptorConfiguration(
                  "mqtt", "tcp://127.0.0.1:" + port + "?protocols=MQTT&useEpoll=false");
      configuration.addAddressSetting(
          "#", new AddressSettings().setAutoCreateAddresses(true).setAutoDeleteAddresses(true));
      EmbeddedActiveMQ server = new EmbeddedActiveMQ().setConfiguration(configuration);
      server.start();
      return server;
    } catch (Exception e) {
      throw new IllegalStateException("the embedded broker did not start on port " + port, e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "tcp://127.0.0.1:" + port;
  }

  /** Stops without a goodbye to anyone who would listen for one. */
  public void stop() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the embedded broker did not stop", e);
    }
  }

  /** Starts on the same port, with nothing remembered. */
  public void startAgain() {
    server = run(port);
  }

  @Override
  public void close() {
    stop();
  }
}
