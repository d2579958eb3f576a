package io.nicebridge.step;

import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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
    return of(topic, asked, source, source);
  }

  /**
   * The same for a sender that may listen under another EndPointID: authorities have one for the
   * application and one for the network.
   */
  Optional<String> of(
      String topic,
      Optional<String> asked,
      Optional<EndPointId> source,
      Optional<EndPointId> listener) {
    return asked
        .filter(ResponseTopic::isTopic)
        .filter(answer -> !isOfAnother(answer, source) || !isOfAnother(answer, listener))
        .or(() -> listener.map(sender -> formed(topic, sender)));
  }

  private static boolean isTopic(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && !text.startsWith("$")
        && text.chars().noneMatch(c -> c == '+' || c == '#' || Character.isISOControl(c));
  }

  /**
   * A sender must not make the bridge publish on somebody else's topic: a path of NICE is that of
   * its EndPointID, and any other topic is that of the first EndPointID in it.
   */
  private static boolean isOfAnother(String topic, Optional<EndPointId> source) {
    return owner(topic).filter(owner -> source.filter(owner::equals).isEmpty()).isPresent();
  }

  private static Optional<EndPointId> owner(String topic) {
    try {
      return Optional.of(DestinationPath.parse(topic, Strictness.LENIENT).endPointId());
    } catch (Malformed noPathOfNice) {
      return Stream.of(topic.split("/", -1))
          .flatMap(element -> endPointId(element).stream())
          .findFirst();
    }
  }

  private static Optional<EndPointId> endPointId(String element) {
    try {
      return Optional.of(EndPointId.parse(element.toLowerCase(Locale.ROOT), Strictness.STRICT));
    } catch (Malformed notOne) {
      return Optional.empty();
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
