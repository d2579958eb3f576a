package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * As much of a WebRTCSignaling message (NICE 0.9 section 9.2) as it takes to relay it: who speaks,
 * and what it is as far as can be seen. The message itself goes on byte for byte.
 *
 * @param source SourceEndPointID, of a sealed message too; absent where it is no identifier
 * @param destination DestinationEndPointID; absent where it is no identifier
 * @param response a Common Message that answers (section 8.1), which names the two as the request
 *     did; a sealed one may be
 * @param fragments ICE username fragments (RFC 8839 section 5.4): of an offer or answer those that
 *     it describes, of a candidate the one that it belongs to; empty where none can be seen
 * @param accessToken the message's own (section 4.1), not verified; absent where it could not be a
 *     bearer token
 */
public record SignalHead(
    Optional<EndPointId> source,
    Optional<EndPointId> destination,
    boolean response,
    Kind kind,
    Set<String> fragments,
    Optional<String> accessToken) {
  /** RFC 6750 section 2.1, b64token: what may follow Bearer. */
  private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private static final Set<String> WHO =
      Set.of("MessageType", "SourceEndPointID", "DestinationEndPointID");

  /** What Payload.Body holds, where it is plain JSON; NICE 0.9 defines no form of its own. */
  public enum Kind {
    /** W3C RTCSessionDescription with type offer. */
    OFFER,
    /** W3C RTCSessionDescription with type answer. */
    ANSWER,
    /** W3C RTCIceCandidateInit, the last and empty one too. */
    CANDIDATE,
    /** Encrypted, or of another form. */
    OTHER;

    /** A candidate means nothing to a peer that has not had one of these. */
    public boolean isDescription() {
      return this == OFFER || this == ANSWER;
    }
  }

  /**
   * Reads a message.
   *
   * @throws Refusal MALFORMED when it is not one JSON object
   */
  public static SignalHead read(byte[] message) {
    try {
      Head head = new Head();
      StrictJson.readLiberally(message, head);
      head.container.ifPresent(container -> head.open(OpenPart.of(message, container)));
      return new SignalHead(
          head.source,
          head.destination,
          head.response,
          head.body.kind(),
          head.body.fragments(),
          head.accessToken);
    } catch (Malformed malformed) {
      throw new Refusal(Refusal.Kind.MALFORMED, malformed.sentence());
    }
  }

  /** Who sent it, when it came on the topic of this receiver. */
  public Optional<EndPointId> sender(EndPointId receiver) {
    boolean unswapped = response && source.filter(receiver::equals).isPresent();
    return unswapped ? destination : source;
  }

  /** For a log: no token. */
  @Override
  public String toString() {
    return "%s from %s to %s".formatted(kind, source, destination);
  }

  private static final class Head implements StrictJson.Members {
    private Optional<EndPointId> source = Optional.empty();
    private Optional<EndPointId> destination = Optional.empty();
    private boolean response;
    private Body body = new Body();
    private Optional<String> accessToken = Optional.empty();
    private Optional<String> container = Optional.empty();
    private final Set<String> plain = new HashSet<>();

    @Override
    public void read(String name, JsonParser value) throws IOException {
      if (WHO.contains(name) && !plain.add(name)) {
        throw new Malformed(name + " must stand there once");
      }
      switch (name) {
        case "SourceEndPointID" -> source = identifier(value);
        case "DestinationEndPointID" -> destination = identifier(value);
        case "AccessToken" ->
            accessToken = Optional.ofNullable(value.getText()).filter(BEARER.asMatchPredicate());
        case "MessageType" -> response = "response".equals(value.getText());
        case "Payload" -> {
          if (value.currentToken() == JsonToken.START_OBJECT) {
            StrictJson.readMembers(value, this::payload);
          }
        }
        default -> container = container.or(() -> Edition.ofContainer(name).map(is -> name));
      }
    }

    /**
     * Sealed messages of NICE 1.x say in the clear who speaks, responses either way round. Beside
     * it nobody else may be named: a receiver that passes over the container would believe that.
     */
    private void open(OpenPart part) {
      if (!plain.isEmpty()) {
        throw new Malformed("a sealed message must not say a second time who speaks");
      }
      source = part.source();
      destination = part.destination();
      response = true;
    }

    private static Optional<EndPointId> identifier(JsonParser value) throws IOException {
      try {
        return value.currentToken() == JsonToken.VALUE_STRING
            ? Optional.of(EndPointId.parse(value.getText(), Strictness.LENIENT))
            : Optional.empty();
      } catch (Malformed notOne) {
        return Optional.empty();
      }
    }

    private void payload(String name, JsonParser value) throws IOException {
      if (!name.equals("Body")) {
        return;
      }
      if (value.currentToken() == JsonToken.START_OBJECT) {
        body = new Body();
        StrictJson.readMembers(value, body);
      } else if (value.currentToken() == JsonToken.VALUE_STRING) {
        body = Body.of(value);
      }
    }
  }

  /** W3C webrtc: RTCSessionDescriptionInit (4.6.2) and RTCIceCandidateInit (4.8.1). */
  private static final class Body implements StrictJson.Members {
    private static final Pattern OF_SDP = Pattern.compile("(?m)^a=ice-ufrag:(\\S+)");

    /** What libwebrtc appends to a candidate-attribute. */
    private static final Pattern OF_CANDIDATE = Pattern.compile(" ufrag (\\S+)");

    /** A description has one for each of its media at most; with more it says nothing to us. */
    private static final int MOST_FRAGMENTS = 16;

    private @Nullable String type;
    private @Nullable String sdp;
    private boolean candidate;
    private @Nullable String candidateAttribute;
    private @Nullable String usernameFragment;

    /** Of the string that the parser stands on. */
    static Body of(JsonParser string) throws IOException {
      char[] text = string.getTextCharacters();
      Body body = new Body();
      try {
        StrictJson.readLiberally(text, string.getTextOffset(), string.getTextLength(), body);
        return body;
      } catch (Malformed encryptedOrElse) {
        return new Body();
      }
    }

    @Override
    public void read(String name, JsonParser value) throws IOException {
      switch (name) {
        case "type" -> type = value.getText();
        case "sdp" -> sdp = string(value);
        case "candidate" -> {
          candidate = true;
          candidateAttribute = string(value);
        }
        case "usernameFragment" -> usernameFragment = string(value);
        default -> {
          // Not needed on the way.
        }
      }
    }

    private static @Nullable String string(JsonParser value) throws IOException {
      return value.currentToken() == JsonToken.VALUE_STRING ? value.getText() : null;
    }

    Kind kind() {
      if (sdp != null && "offer".equals(type)) {
        return Kind.OFFER;
      }
      if (sdp != null && "answer".equals(type)) {
        return Kind.ANSWER;
      }
      return candidate ? Kind.CANDIDATE : Kind.OTHER;
    }

    Set<String> fragments() {
      return switch (kind()) {
        case OFFER, ANSWER -> found(OF_SDP, sdp);
        case CANDIDATE ->
            usernameFragment == null || usernameFragment.isEmpty()
                ? found(OF_CANDIDATE, candidateAttribute)
                : Set.of(usernameFragment);
        case OTHER -> Set.of();
      };
    }

    private static Set<String> found(Pattern pattern, @Nullable String text) {
      Set<String> found =
          pattern
              .matcher(text == null ? "" : text)
              .results()
              .map(match -> match.group(1))
              .collect(Collectors.toUnmodifiableSet());
      return found.size() > MOST_FRAGMENTS ? Set.of() : found;
    }
  }
}
