package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What a sealed message says in the clear, inside its JWS: from whom to whom, and in 1.0.x which
 * CommandID. Nobody has verified it: good for telling responses apart and for answering whoever
 * wrote it, never for a decision or an address.
 *
 * @param commandId 0 where there is none
 */
public record OpenPart(
    Optional<EndPointId> source, Optional<EndPointId> destination, long commandId) {
  static final OpenPart NOTHING = new OpenPart(Optional.empty(), Optional.empty(), 0);

  /** The open part of a sealed message; nothing where it cannot be read. */
  static OpenPart of(byte[] sealed, String container) {
    Found found = new Found();
    try {
      StrictJson.readLiberally(sealed, (name, value) -> found.jws(container, name, value));
      return new OpenPart(found.source, found.destination, found.commandId);
    } catch (IllegalArgumentException unreadable) {
      return NOTHING;
    }
  }

  private static final class Found {
    private Optional<EndPointId> source = Optional.empty();
    private Optional<EndPointId> destination = Optional.empty();
    private long commandId;

    private void jws(String container, String name, JsonParser value) throws IOException {
      if (name.equals(container) && value.currentToken() == JsonToken.VALUE_STRING) {
        String jws = value.getText();
        int begin = jws.indexOf('.') + 1;
        int end = jws.indexOf('.', begin);
        byte[] payload = Base64.getUrlDecoder().decode(jws.substring(begin, Math.max(begin, end)));
        StrictJson.readLiberally(payload, this::member);
      }
    }

    private void member(String name, JsonParser value) throws IOException {
      switch (name) {
        case "SourceEndPointID" -> source = identifier(value);
        case "DestinationEndPointID" -> destination = identifier(value);
        case "CommandID" -> commandId = commandId(value);
        // 1.0.x puts the header of a request into a string of its own.
        case "CMFHeader" -> {
          if (value.currentToken() == JsonToken.VALUE_STRING) {
            byte[] header = value.getText().getBytes(StandardCharsets.UTF_8);
            StrictJson.readLiberally(header, this::headerMember);
          }
        }
        default -> {
          // Not needed on the way.
        }
      }
    }

    /** As above, except that a header does not hold another one. */
    private void headerMember(String name, JsonParser value) throws IOException {
      if (!name.equals("CMFHeader")) {
        member(name, value);
      }
    }

    private static long commandId(JsonParser value) throws IOException {
      boolean fits =
          value.currentToken() == JsonToken.VALUE_NUMBER_INT
              && value.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
      return fits ? Math.max(0, value.getLongValue()) : 0;
    }

    private static Optional<EndPointId> identifier(JsonParser value) throws IOException {
      if (value.currentToken() != JsonToken.VALUE_STRING) {
        return Optional.empty();
      }
      try {
        return Optional.of(EndPointId.parse(value.getText(), Strictness.LENIENT));
      } catch (Malformed notAnIdentifier) {
        return Optional.empty();
      }
    }
  }
}
