package io.nicebridge.paho;

import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a client in a thread of its own: Paho makes whoever closes it wait for the socket and for
 * its callbacks.
 */
final class LetGo implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LetGo.class);

  private final MqttAsyncClient client;
  private final long patience;
  private final boolean politely;

  private LetGo(MqttAsyncClient client, long patience, boolean politely) {
    this.client = client;
    this.patience = patience;
    this.politely = politely;
  }

  /**
   * @param patience for the DISCONNECT to go out, in ms
   * @param politely with a DISCONNECT
   */
  static Thread of(MqttAsyncClient client, long patience, boolean politely) {
    Thread thread = new Thread(new LetGo(client, patience, politely), "paho-let-go");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public void run() {
    try {
      client.disconnectForcibly(0, patience, politely);
    } catch (MqttException | RuntimeException alreadyGone) {
      LOG.debug("the connection was gone already: {}", alreadyGone.getMessage());
    }
    try {
      client.close(true);
    } catch (MqttException | RuntimeException open) {
      LOG.debug("the client did not close: {}", open.getMessage());
    }
  }
}
