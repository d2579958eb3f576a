package io.nicebridge.message;

import io.nicebridge.id.EndPointId;
import java.util.Optional;

/**
 * What is left to tell responses apart by where messages have no CommandID (NICE 1.1, 1.0.x): who
 * asks, who answers, and for what. So of one command one request at a time is on its way between
 * the two.
 *
 * @param source of the request, {@link EndPointId#NIL} where it cannot be read: then no response
 *     can be told to be its own without Correlation Data
 * @param destination as the message says it, which in 1.1 is not the path's
 * @param command what follows the EndPointID in the path: {@code control/0001/GetSceneMode}
 */
public record LaneKey(EndPointId source, EndPointId destination, String command)
    implements AnswerKey {

  /** The lane of a request or response on this topic. */
  public static LaneKey of(OpenPart open, String topic) {
    return new LaneKey(
        open.source().orElse(EndPointId.NIL),
        open.destination().orElse(EndPointId.NIL),
        command(topic));
  }

  /** The lane of a sealed response; empty where its parties cannot be read. */
  public static Optional<LaneKey> ofResponse(byte[] response, Edition edition, String topic) {
    return edition
        .container()
        .map(container -> of(OpenPart.of(response, container), topic))
        .filter(LaneKey::isNamed);
  }

  /** What follows VERSION and EndPointID; empty where a topic has another shape. */
  private static String command(String topic) {
    int version = topic.indexOf('/', topic.startsWith("/") ? 1 : 0);
    int endPoint = version < 0 ? -1 : topic.indexOf('/', version + 1);
    return endPoint < 0 ? "" : topic.substring(endPoint + 1);
  }

  /** Whether a response can be told to be its own by anything in it. */
  public boolean isNamed() {
    return !source.equals(EndPointId.NIL) && !destination.equals(EndPointId.NIL);
  }

  @Override
  public LaneKey swapped() {
    return new LaneKey(destination, source, command);
  }

  @Override
  public LaneKey eitherWay() {
    return source.text().compareTo(destination.text()) <= 0 ? this : swapped();
  }

  @Override
  public String named() {
    return command;
  }
}
