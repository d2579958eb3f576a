package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import java.io.IOException;
import java.util.Optional;

/**
 * As much of a message as must be known before it is read: whether it asks for something, by which
 * token, and for whom. Never refuses; what cannot be read is absent.
 *
 * @param response it says that it is one: nobody answers that
 * @param accessToken as sent, not verified
 * @param source as sent
 */
public record RequestHead(
    boolean response, Optional<String> accessToken, Optional<EndPointId> source) {

  public static RequestHead read(byte[] body) {
    Found found = new Found();
    try {
      StrictJson.readLiberally(body, found);
    } catch (Malformed brokenElsewhere) {
      return found.head();
    }
    return found.head();
  }

  private static final class Found implements StrictJson.Members {
    private boolean response;
    private Optional<String> accessToken = Optional.empty();
    private Optional<EndPointId> source = Optional.empty();

    @Override
    public void read(String name, JsonParser value) throws IOException {
      if (value.currentToken() != JsonToken.VALUE_STRING) {
        return;
      }
      switch (name) {
        case "MessageType" -> response = value.getText().equals("response");
        case "AccessToken" -> accessToken = Optional.of(value.getText());
        case "SourceEndPointID" -> source = identifier(value.getText());
        default -> {
          // Read when it is known who sent it.
        }
      }
    }

    private static Optional<EndPointId> identifier(String text) {
      try {
        return Optional.of(EndPointId.parse(text, Strictness.LENIENT));
      } catch (Malformed notOne) {
        return Optional.empty();
      }
    }

    RequestHead head() {
      return new RequestHead(response, accessToken, source);
    }
  }

  /** For a log: no token. */
  @Override
  public String toString() {
    return "RequestHead[%s from %s]".formatted(response ? "response" : "request", source);
  }
}
