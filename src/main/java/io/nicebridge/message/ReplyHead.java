package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * As much of a device's response as it takes to bring it to its caller. Read liberally, whatever
 * the device's generation: it must be one JSON object with MessageType {@code response} and an
 * integer ReplyStatusCode. What else is there is the caller's to judge, and reaches it byte for
 * byte.
 *
 * @param statusCode as the device wrote it, any integer
 * @param replyId absent in NICE 1.1 and where it is no integer
 * @param source absent where it is no identifier
 * @param destination absent where it is no identifier
 */
public record ReplyHead(
    int statusCode,
    OptionalLong replyId,
    Optional<EndPointId> source,
    Optional<EndPointId> destination) {

  /**
   * Reads a response.
   *
   * @throws Refusal BAD_ANSWER
   */
  public static ReplyHead read(byte[] body) {
    try {
      Head head = new Head();
      StrictJson.readLiberally(body, head);
      return head.reply();
    } catch (Malformed malformed) {
      throw new Refusal(Refusal.Kind.BAD_ANSWER, malformed.sentence());
    }
  }

  private static final class Head implements StrictJson.Members {
    private boolean response;
    private @Nullable Long statusCode;
    private OptionalLong replyId = OptionalLong.empty();
    private Optional<EndPointId> source = Optional.empty();
    private Optional<EndPointId> destination = Optional.empty();

    @Override
    public void read(String name, JsonParser value) throws IOException {
      Member member = new Member(name, value);
      switch (name) {
        case "MessageType" -> {
          member.mustBe("response");
          response = true;
        }
        case "ReplyStatusCode" -> statusCode = member.integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
        case "ReplyID" -> replyId = integer(value);
        case "SourceEndPointID" -> source = identifier(value);
        case "DestinationEndPointID" -> destination = identifier(value);
        default -> {
          // Not needed on the way.
        }
      }
    }

    private static OptionalLong integer(JsonParser value) throws IOException {
      boolean fits =
          value.currentToken() == JsonToken.VALUE_NUMBER_INT
              && value.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
      return fits ? OptionalLong.of(value.getLongValue()) : OptionalLong.empty();
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

    ReplyHead reply() {
      if (!response) {
        throw new Malformed("MessageType is missing");
      }
      int status = Member.required("ReplyStatusCode", statusCode).intValue();
      return new ReplyHead(status, replyId, source, destination);
    }
  }
}
