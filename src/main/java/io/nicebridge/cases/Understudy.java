package io.nicebridge.cases;

import io.nicebridge.step.TopicList;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Plays a component that would reach beyond the process: takes any address, notes down what is sent
 * there, answers what the case says, and brings nothing by itself.
 */
final class Understudy extends DefaultComponent {
  private final String scheme;
  private final Stage stage;

  Understudy(String scheme, Stage stage) {
    this.scheme = scheme;
    this.stage = stage;
  }

  /** True for {@code mqtt-events:<broker>} with a filter among its topics that fits. */
  static boolean hears(Endpoint endpoint, String broker, String topic) {
    return endpoint instanceof PlayedEndpoint played
        && played.address.text().equals("mqtt-events:" + broker)
        && TopicList.of(played.options.getOrDefault("topics", "")).stream()
            .anyMatch(filter -> fits(filter, topic));
  }

  /** MQTT 5 section 4.7. */
  private static boolean fits(String filter, String topic) {
    StringBuilder pattern = new StringBuilder();
    for (String level : filter.split("/", -1)) {
      String each = pattern.isEmpty() ? "" : "/";
      pattern.append(
          switch (level) {
            case "#" -> pattern.isEmpty() ? ".*" : "(/.*)?";
            case "+" -> each + "[^/]*";
            default -> each + Pattern.quote(level);
          });
    }
    return topic.matches(pattern.toString());
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    Map<String, String> options = new TreeMap<>();
    parameters.forEach((name, value) -> options.put(name, String.valueOf(value)));
    parameters.clear();
    return new PlayedEndpoint(uri, this, stage, PlayedAddress.of(scheme, remaining), options);
  }

  private static final class PlayedEndpoint extends DefaultEndpoint {
    private final Stage stage;
    private final PlayedAddress address;
    private final Map<String, String> options;

    PlayedEndpoint(
        String uri,
        Understudy component,
        Stage stage,
        PlayedAddress address,
        Map<String, String> options) {
      super(uri, component);
      this.stage = stage;
      this.address = address;
      this.options = options;
    }

    @Override
    public boolean isLenientProperties() {
      return true;
    }

    @Override
    public Producer createProducer() {
      return new PlayedProducer(this, stage, address, options);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      return new DefaultConsumer(this, processor);
    }

    @Override
    public PollingConsumer createPollingConsumer() {
      return new PlayedPoll(this, stage, address);
    }
  }
}
