package io.nicebridge.paho;

import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.paho.mqtt5.PahoMqtt5Configuration;
import org.apache.camel.component.paho.mqtt5.PahoMqtt5Endpoint;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.internal.NetworkModuleService;
import org.eclipse.paho.mqttv5.common.MqttException;

/** An address of {@link PahoComponent}: Camel's options, our connections. */
final class PahoEndpoint extends PahoMqtt5Endpoint implements Dial {
  private final PahoComponent component;
  private final String clientId;

  PahoEndpoint(
      String uri, String topic, PahoComponent component, PahoMqtt5Configuration configuration) {
    super(uri, topic, component, configuration);
    this.component = component;
    this.clientId = generateClientId();
  }

  @Override
  public Producer createProducer() {
    NetworkModuleService.validateURI(address());
    return new PahoProducer(this);
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    NetworkModuleService.validateURI(address());
    PahoConsumer consumer = new PahoConsumer(this, processor);
    configureConsumer(consumer);
    return consumer;
  }

  Hearing hearing() {
    return component.hearing();
  }

  @Override
  public String address() {
    return getConfiguration().getBrokerUrl();
  }

  @Override
  public Duration timeout() {
    return component.timeout();
  }

  @Override
  public Duration longestPause() {
    return Duration.ofMillis(getConfiguration().getMaxReconnectDelay());
  }

  @Override
  public MqttAsyncClient client(String role) throws MqttException {
    String id = Optional.ofNullable(getConfiguration().getClientId()).orElse(clientId + role);
    return new MqttAsyncClient(address(), id, createMqttClientPersistence(getConfiguration()));
  }

  /** Paho's own reconnecting is off: its pause is one number for all clients of the process. */
  @Override
  public MqttConnectionOptions options() {
    MqttConnectionOptions options = createMqttConnectionOptions();
    options.setAutomaticReconnect(false);
    return options;
  }
}
