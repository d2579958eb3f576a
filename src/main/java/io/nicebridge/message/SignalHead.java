package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * As much of a WebRTCSignaling message (NICE 0.9 section 9.2) as it takes to relay it: who speaks,
 * and what it is as far as can be seen. The message itself goes on byte for byte.
 *
 * @param source SourceEndPointID, of a sealed message too; absent where it is no identifier
 * @param destination DestinationEndPointID; absent where it is no identifier
 * @param response a Common Message that answers (section 8.1), which names the two as the request
 *     did; a sealed one may be
 * @param accessToken the message's own (section 4.1), not verified; absent where it could not be a
 *     bearer token
 */
public record SignalHead(
    Optional<EndPointId> source,
    Optional<EndPointId> destination,
    boolean response,
    Kind kind,
    Optional<String> accessToken) {
  /** RFC 6750 section 2.1, b64token: what may follow Bearer. */
  private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

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
          head.source, head.destination, head.response, head.kind, head.accessToken);
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
    private Kind kind = Kind.OTHER;
    private Optional<String> accessToken = Optional.empty();
    private Optional<String> container = Optional.empty();

    @Override
    public void read(String name, JsonParser value) throws IOException {
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

    /** Sealed messages of NICE 1.x say in the clear who speaks, responses either way round. */
    private void open(OpenPart part) {
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
      Body body = new Body();
      if (value.currentToken() == JsonToken.START_OBJECT) {
        StrictJson.readMembers(value, body);
        kind = body.kind();
      } else if (value.currentToken() == JsonToken.VALUE_STRING) {
        kind = body.of(value);
      }
    }
  }

  /** W3C webrtc: RTCSessionDescriptionInit (4.6.2) and RTCIceCandidateInit (4.8.1). */
  private static final class Body implements StrictJson.Members {
    private @Nullable String type;
    private boolean sdp;
    private boolean candidate;

    /** Of the string that the parser stands on. */
    Kind of(JsonParser string) throws IOException {
      char[] text = string.getTextCharacters();
      try {
        StrictJson.readLiberally(text, string.getTextOffset(), string.getTextLength(), this);
        return kind();
      } catch (Malformed encryptedOrElse) {
        return Kind.OTHER;
      }
    }

    @Override
    public void read(String name, JsonParser value) throws IOException {
      switch (name) {
        case "type" -> type = value.getText();
        case "sdp" -> sdp = value.currentToken() == JsonToken.VALUE_STRING;
        case "candidate" -> candidate = true;
        default -> {
          // Not needed on the way.
        }
      }
    }

    Kind kind() {
      if (sdp && "offer".equals(type)) {
        return Kind.OFFER;
      }
      if (sdp && "answer".equals(type)) {
        return Kind.ANSWER;
      }
      return candidate ? Kind.CANDIDATE : Kind.OTHER;
    }
  }
}
