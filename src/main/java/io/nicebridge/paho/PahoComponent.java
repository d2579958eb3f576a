package io.nicebridge.paho;

import java.time.Duration;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.component.paho.mqtt5.PahoMqtt5Component;
import org.apache.camel.component.paho.mqtt5.PahoMqtt5Configuration;
import org.apache.camel.spi.annotations.Component;

/**
 * {@code paho-mqtt5:<topic>} with the options of Camel's component of that name, and connections
 * that lose nothing: what comes is acknowledged when the route has it, what goes out ends within a
 * time, and a subscription that is lost or refused is asked for again.
 */
@Component(PahoComponent.NAME)
public final class PahoComponent extends PahoMqtt5Component {
  /** The scheme in a route's addresses. */
  public static final String NAME = "paho-mqtt5";

  private final Duration timeout;
  private final Hearing hearing;

  /**
   * @param timeout how long a broker may take for anything that it is asked
   * @param hearing is told which sources hear nothing
   */
  public PahoComponent(Duration timeout, Hearing hearing) {
    this.timeout = timeout;
    this.hearing = hearing;
  }

  Duration timeout() {
    return timeout;
  }

  Hearing hearing() {
    return hearing;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    PahoMqtt5Configuration configuration = getConfiguration().copy();
    PahoEndpoint endpoint = new PahoEndpoint(uri, remaining, this, configuration);
    endpoint.setClient(getClient());
    setProperties(endpoint, parameters);
    if (endpoint.getClient() != null) {
      throw new IllegalArgumentException(
          "paho-mqtt5 must not have the option client: another one loses what this one keeps");
    }
    return endpoint;
  }
}
