package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonParser;
import io.nicebridge.id.Malformed;
import java.io.IOException;

/**
 * A request of NICE 1.0.x or 1.1: a container around a JWS, of which the bridge needs to know
 * nothing. Its path alone says where it goes. In 1.1 the DestinationEndPointID inside is that of
 * the application, and the path's that of the network: they differ.
 *
 * <p>The container MUST hold one compact JWS (RFC 7515 section 7.1), three parts of base64url
 * joined by dots, and nothing beside it; {@code EncryptedPayload} may have {@code EncryptionKey}
 * beside it.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
public record SealedRequest(Edition edition, byte[] raw) implements Envelope {
  private static final String ENCRYPTION_KEY = "EncryptionKey";

  static SealedRequest parse(byte[] body, Edition edition) {
    try {
      StrictJson.readObject(body, new Container(edition));
      return new SealedRequest(edition, body);
    } catch (Malformed malformed) {
      throw new Refusal(Refusal.Kind.MALFORMED, malformed.sentence());
    }
  }

  /** What it says in the clear, read from the raw bytes at every call. */
  public OpenPart open() {
    return OpenPart.of(raw, edition.container().orElseThrow());
  }

  /** The compact JWS, read from the raw bytes at every call. */
  public String jws() {
    String container = edition.container().orElseThrow();
    String[] found = {""};
    StrictJson.readObject(
        raw,
        (name, value) -> {
          if (name.equals(container)) {
            found[0] = value.getText();
          }
        });
    return found[0];
  }

  @Override
  public LaneKey answerKey(String topic) {
    return LaneKey.of(open(), topic);
  }

  private record Container(Edition edition) implements StrictJson.Members {
    @Override
    public void read(String name, JsonParser value) throws IOException {
      String container = edition.container().orElseThrow();
      if (name.equals(container)) {
        requireCompact(name, new Member(name, value).text());
      } else if (edition != Edition.V1_0_X || !name.equals(ENCRYPTION_KEY)) {
        throw new Malformed(
            "[%s] must not stand beside %s: a message has one edition"
                .formatted(Malformed.quoted(name), container));
      }
    }

    private static void requireCompact(String name, String jws) {
      int dots = 0;
      int begin = 0;
      for (int i = 0; i <= jws.length(); i++) {
        boolean end = i == jws.length() || jws.charAt(i) == '.';
        if ((end && i == begin) || (!end && !isBase64Url(jws.charAt(i)))) {
          throw notCompact(name, i);
        }
        if (end && i < jws.length()) {
          dots++;
          begin = i + 1;
        }
      }
      if (dots != 2) {
        throw notCompact(name, jws.length());
      }
    }

    private static boolean isBase64Url(char c) {
      return (c >= 'A' && c <= 'Z')
          || (c >= 'a' && c <= 'z')
          || (c >= '0' && c <= '9')
          || c == '-'
          || c == '_';
    }

    private static Malformed notCompact(String name, int at) {
      return new Malformed(
          "%s must be three parts of base64url joined by dots, broke at index %d"
              .formatted(name, at));
    }
  }

  /** For a log: nothing of what is inside. */
  @Override
  public String toString() {
    return "sealed request of NICE %s, %d bytes".formatted(edition, raw.length);
  }
}
