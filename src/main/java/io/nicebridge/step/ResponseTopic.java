package io.nicebridge.step;

import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import java.util.Optional;

/**
 * Where the response to a request on a topic is published: where its sender says that it listens
 * (MQTT 5 section 4.10.1), else by the configured form. NICE 0.9 section 8.1 leaves the topic to
 * what devices were provisioned with.
 *
 * @param form with {@code {version}}, {@code {source}} (the sender's EndPointID) and {@code {path}}
 *     (interface and what follows it, as in the request's topic)
 */
record ResponseTopic(String form) {
  private static final int MAX_LENGTH = 256;

  /**
   * The topic for the response to a request that came on this topic.
   *
   * @param source the sender's EndPointID, if it can be read
   * @param asked the Response Topic that came with the request
   * @return empty when nobody can be told
   */
  Optional<String> of(String topic, Optional<String> asked, Optional<EndPointId> source) {
    return asked
        .filter(answer -> isTopic(answer) && !isOfAnother(answer, source))
        .or(() -> source.map(sender -> formed(topic, sender)));
  }

  private static boolean isTopic(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && !text.startsWith("$")
        && text.chars().noneMatch(c -> c == '+' || c == '#' || Character.isISOControl(c));
  }

  /** A sender must not make the bridge publish on somebody else's topic. */
  private static boolean isOfAnother(String topic, Optional<EndPointId> source) {
    try {
      EndPointId owner = DestinationPath.parse(topic, Strictness.LENIENT).endPointId();
      return source.filter(owner::equals).isEmpty();
    } catch (Malformed noTopicOfNice) {
      return false;
    }
  }

  private String formed(String topic, EndPointId sender) {
    boolean slashed = topic.startsWith("/");
    String[] parts = (slashed ? topic.substring(1) : topic).split("/", 3);
    String formed =
        form.replace("{version}", parts[0])
            .replace("{source}", sender.text())
            .replace("{path}", parts[2]);
    return slashed && !formed.startsWith("/") ? "/" + formed : formed;
  }
}
