package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    Outside outside = new Outside();
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
    private boolean sealed;
    private Optional<EndPointId> source = Optional.empty();
    private byte @Nullable [] payload;

    @Override
    public void read(String name, JsonParser value) throws IOException {
      if (name.equals("SourceEndPointID") && value.currentToken() == JsonToken.VALUE_STRING) {
        source = identifier(value.getText());
      } else if (name.equals("Payload")) {
        payload = payload(value);
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
    private static byte[] payload(JsonParser value) throws IOException {
      byte[] whole = text(value);
      if (value.currentToken() != JsonToken.END_OBJECT) {
        return whole;
      }
      byte[][] body = {whole};
      DataHead.read(
          whole,
          (name, inner) -> {
            if (name.equals("Body")) {
              body[0] = text(inner);
            }
          });
      return body[0];
    }

    /** A string's text, or JSON as it is. */
    private static byte[] text(JsonParser value) throws IOException {
      if (value.currentToken() == JsonToken.VALUE_STRING) {
        return value.getText().getBytes(StandardCharsets.UTF_8);
      }
      ByteArrayOutputStream copy = new ByteArrayOutputStream();
      try (JsonGenerator json = StrictJson.LIBERAL.createGenerator(copy)) {
        json.copyCurrentStructure(value);
      }
      return copy.toByteArray();
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
