package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of data without judging it: what it is, who sent it, and the payload inside its
 * Common Message if there is one (NICE 0.9 section 4.2; later generations send data bare). Never
 * fails: what nobody understands is {@link Kind#ODD}, and passed on all the same.
 *
 * @param source the Common Message's SourceEndPointID
 * @param dataId of SceneData: what has the same one is one recording
 * @param payload what is inside the Common Message; the message itself where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
public record DataHead(
    Kind kind, Optional<EndPointId> source, Optional<String> dataId, byte[] payload) {
  /** What data is. */
  public enum Kind {
    SCENE_MARK,
    SCENE_DATA,
    /** Encrypted for somebody else: a compact JWE (RFC 7516 section 7.1), or a sealed message. */
    SEALED,
    /** JSON without a SceneMarkID or a DataID, or no JSON. */
    ODD
  }

  private static final int LONGEST_ID = 256;

  /** Looks at a message as it came. */
  public static DataHead of(byte[] message) {
    Outside outside = new Outside(message);
    if (!read(message, outside)) {
      return of(message, Optional.empty());
    }
    if (outside.sealed) {
      return new DataHead(Kind.SEALED, Optional.empty(), Optional.empty(), message);
    }
    byte[] payload = outside.payload;
    return payload == null ? of(message, Optional.empty()) : of(payload, outside.source);
  }

  private static DataHead of(byte[] payload, Optional<EndPointId> source) {
    Inside inside = new Inside();
    boolean json = read(payload, inside);
    Kind kind = json ? inside.kind() : CompactJwe.looksLike(payload) ? Kind.SEALED : Kind.ODD;
    return new DataHead(kind, source, Optional.ofNullable(inside.dataId), payload);
  }

  private static boolean read(byte[] json, StrictJson.Members members) {
    try {
      StrictJson.readLiberally(json, members);
      return true;
    } catch (Malformed notAnObject) {
      return false;
    }
  }

  /** The Common Message, if it is one. */
  private static final class Outside implements StrictJson.Members {
    private final byte[] message;
    private boolean sealed;
    private Optional<EndPointId> source = Optional.empty();
    private byte @Nullable [] payload;

    Outside(byte[] message) {
      this.message = message;
    }

    @Override
    public void read(String name, JsonParser value) throws IOException {
      if (name.equals("SourceEndPointID") && value.currentToken() == JsonToken.VALUE_STRING) {
        source = identifier(value.getText());
      } else if (name.equals("Payload")) {
        payload = payload(message, value);
      } else if (Edition.ofContainer(name).isPresent()) {
        sealed = true;
      }
    }

    private static Optional<EndPointId> identifier(String text) {
      try {
        return Optional.of(EndPointId.parse(text, Strictness.LENIENT));
      } catch (Malformed notOne) {
        return Optional.empty();
      }
    }

    /** In the field: an object with a Body that is text or an object, an object, or a text. */
    private static byte[] payload(byte[] message, JsonParser value) throws IOException {
      byte[] whole = text(message, value);
      if (value.currentToken() != JsonToken.END_OBJECT) {
        return whole;
      }
      byte[][] body = {whole};
      DataHead.read(
          whole,
          (name, inner) -> {
            if (name.equals("Body")) {
              body[0] = text(whole, inner);
            }
          });
      return body[0];
    }

    /** A scalar's text, or an object or array byte for byte as it stands there. */
    private static byte[] text(byte[] from, JsonParser value) throws IOException {
      if (value.currentToken().isScalarValue()) {
        return value.getText().getBytes(StandardCharsets.UTF_8);
      }
      int begin = Math.toIntExact(value.currentTokenLocation().getByteOffset());
      value.skipChildren();
      int end = Math.toIntExact(value.currentLocation().getByteOffset());
      return Arrays.copyOfRange(from, begin, end);
    }
  }

  /** The SceneMark or the section of SceneData. */
  private static final class Inside implements StrictJson.Members {
    private boolean mark;
    private boolean section;
    private @Nullable String dataId;

    @Override
    public void read(String name, JsonParser value) throws IOException {
      switch (name) {
        case "SceneMarkID" -> mark = true;
        case "SectionBase64" -> section = true;
        case "DataID" -> dataId = id(value);
        default -> {
          // Nobody's business here.
        }
      }
    }

    private static @Nullable String id(JsonParser value) throws IOException {
      boolean fits =
          value.currentToken() == JsonToken.VALUE_STRING && value.getTextLength() <= LONGEST_ID;
      return fits ? value.getText() : null;
    }

    Kind kind() {
      if (mark) {
        return Kind.SCENE_MARK;
      }
      return dataId != null && section ? Kind.SCENE_DATA : Kind.ODD;
    }
  }

  /** For a log: nothing of what is inside. */
  @Override
  public String toString() {
    return "%s, %d bytes".formatted(kind, payload.length);
  }
}
