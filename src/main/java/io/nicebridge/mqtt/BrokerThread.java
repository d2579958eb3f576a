package io.nicebridge.mqtt;

import java.util.concurrent.Executor;

/**
 * The one thread of one broker connection. One object for each broker: the MQTT client shares
 * threads between all clients that are given the same executor.
 */
final class BrokerThread implements Executor {
  private final String name;

  BrokerThread(String name) {
    this.name = name;
  }

  @Override
  public void execute(Runnable loop) {
    Thread thread = new Thread(loop, name);
    thread.setDaemon(true);
    thread.start();
  }
}
