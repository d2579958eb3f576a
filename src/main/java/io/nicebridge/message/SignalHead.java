package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * As much of a WebRTCSignaling message (NICE 0.9 section 9.2) as it takes to relay it: who speaks,
 * and what it is as far as can be seen. The message itself goes on byte for byte.
 *
 * @param source SourceEndPointID; absent where it is no identifier
 * @param destination DestinationEndPointID; absent where it is no identifier
 * @param response a Common Message that answers (section 8.1), which names the two as the request
 *     did
 */
public record SignalHead(
    Optional<EndPointId> source, Optional<EndPointId> destination, boolean response, Kind kind) {

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
      return new SignalHead(head.source, head.destination, head.response, head.kind);
    } catch (Malformed malformed) {
      throw new Refusal(Refusal.Kind.MALFORMED, malformed.sentence());
    }
  }

  /** Who sent it, when it came on the topic of this receiver. */
  public Optional<EndPointId> sender(EndPointId receiver) {
    boolean unswapped = response && source.filter(receiver::equals).isPresent();
    return unswapped ? destination : source;
  }

  private static final class Head implements StrictJson.Members {
    private Optional<EndPointId> source = Optional.empty();
    private Optional<EndPointId> destination = Optional.empty();
    private boolean response;
    private Kind kind = Kind.OTHER;

    @Override
    public void read(String name, JsonParser value) throws IOException {
      switch (name) {
        case "SourceEndPointID" -> source = identifier(value);
        case "DestinationEndPointID" -> destination = identifier(value);
        case "MessageType" -> response = "response".equals(value.getText());
        case "Payload" -> {
          if (value.currentToken() == JsonToken.START_OBJECT) {
            StrictJson.readMembers(value, this::payload);
          }
        }
        default -> {
          // Not needed on the way.
        }
      }
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
        kind = body.of(value.getText());
      }
    }
  }

  /** W3C webrtc: RTCSessionDescriptionInit (4.6.2) and RTCIceCandidateInit (4.8.1). */
  private static final class Body implements StrictJson.Members {
    private @Nullable String type;
    private boolean sdp;
    private boolean candidate;

    Kind of(String text) {
      if (!text.stripLeading().startsWith("{")) {
        return Kind.OTHER;
      }
      try {
        StrictJson.readLiberally(text.getBytes(StandardCharsets.UTF_8), this);
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
