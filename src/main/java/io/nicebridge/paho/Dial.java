package io.nicebridge.paho;

import java.time.Duration;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;

/** How a broker is reached, again and again. */
interface Dial {
  String address();

  /** How long the broker may take for anything that it is asked. */
  Duration timeout();

  /** Between two attempts to connect. */
  Duration longestPause();

  /**
   * A new client, for one connection.
   *
   * @param role is part of a client id that was made up
   */
  MqttAsyncClient client(String role) throws MqttException;

  MqttConnectionOptions options();
}
