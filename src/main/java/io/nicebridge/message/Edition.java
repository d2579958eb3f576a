package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which edition of NICE a message is written in. It shows in the names at the top of the message,
 * and each message shows its own: a bridge meets all of them on one path.
 *
 * <pre>
 * 0.9     MessageType                  all of it can be read (NICE 0.9 section 4)
 * 1.0     MessageType and Version      the same, written more freely
 * 1.0.x   EncryptedPayload             a JWS (RFC 7515) around what only its addressee can read
 * 1.1     SignedCMF                    the same
 * </pre>
 */
public enum Edition {
  V0_9("0.9", null),
  V1_0("1.0", null),
  V1_0_X("1.0.x", "EncryptedPayload"),
  V1_1("1.1", "SignedCMF");

  static final String VERSION = "Version";

  private final String text;
  private final @Nullable String container;

  Edition(String text, @Nullable String container) {
    this.text = text;
    this.container = container;
  }

  /** The name of the member that holds the sealed message; empty where nothing is sealed. */
  public Optional<String> container() {
    return Optional.ofNullable(container);
  }

  /** True where only the addressee can read the message, and a byte changed breaks it. */
  public boolean isSealed() {
    return container != null;
  }

  /**
   * Whether a request of this edition may be answered by a response of that one. All can read the
   * plain ones, whatever more stands in them; a sealed one only who asked in its edition.
   */
  public boolean takes(Edition response) {
    return response == this || !response.isSealed();
  }

  /** The edition that has a container of this name. */
  static Optional<Edition> ofContainer(String name) {
    return Arrays.stream(values()).filter(edition -> name.equals(edition.container)).findFirst();
  }

  /**
   * A first look at a message's top names, up to the first that tells. What else stands there, and
   * whether the message is one at all, is for the reader of that edition; 0.9 where nothing tells.
   */
  public static Edition of(byte[] body) {
    try (JsonParser names = StrictJson.LIBERAL.createParser(body)) {
      if (names.nextToken() != JsonToken.START_OBJECT) {
        return V0_9;
      }
      while (names.nextToken() == JsonToken.FIELD_NAME) {
        String name = names.currentName();
        if (name.equals(VERSION)) {
          return V1_0;
        }
        Optional<Edition> sealed = ofContainer(name);
        if (sealed.isPresent()) {
          return sealed.get();
        }
        names.nextToken();
        names.skipChildren();
      }
      return V0_9;
    } catch (IOException noJson) {
      return V0_9;
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
