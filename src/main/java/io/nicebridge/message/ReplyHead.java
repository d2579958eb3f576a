package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * As much of a device's response as it takes to bring it to its caller. Read liberally, whatever
 * the device's generation: it must be one JSON object with MessageType {@code response} and an
 * integer ReplyStatusCode, or with the container of a sealed response and neither of them. What
 * else is there is the caller's to judge, and reaches it byte for byte.
 *
 * @param edition by Version or container, which a 0.9 response has not
 * @param statusCode as the device wrote it, any integer; 200 where it is sealed and only the caller
 *     can read it
 * @param replyId absent in NICE 1.1 and where it is no integer
 * @param source absent where it is no identifier
 * @param destination absent where it is no identifier
 */
public record ReplyHead(
    Edition edition,
    int statusCode,
    OptionalLong replyId,
    Optional<EndPointId> source,
    Optional<EndPointId> destination) {
  private static final int SEALED_STATUS = 200;

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

  /** The same with the HTTP status that came with it, where the response itself is sealed. */
  public ReplyHead withStatus(int httpStatus) {
    return edition.isSealed()
        ? new ReplyHead(edition, httpStatus, replyId, source, destination)
        : this;
  }

  private static final class Head implements StrictJson.Members {
    /** Readers differ in which of two they believe. */
    private static final Set<String> ONCE =
        Set.of(
            "MessageType",
            "ReplyStatusCode",
            "ReplyID",
            "SourceEndPointID",
            "DestinationEndPointID");

    private final Set<String> seen = new HashSet<>();
    private Edition edition = Edition.V0_9;
    private boolean response;
    private @Nullable Long statusCode;
    private OptionalLong replyId = OptionalLong.empty();
    private Optional<EndPointId> source = Optional.empty();
    private Optional<EndPointId> destination = Optional.empty();

    @Override
    public void read(String name, JsonParser value) throws IOException {
      Member member = new Member(name, value);
      if (ONCE.contains(name) && !seen.add(name)) {
        throw new Malformed(name + " must stand there once");
      }
      switch (name) {
        case "MessageType" -> {
          member.mustBe("response");
          response = true;
        }
        case "ReplyStatusCode" -> statusCode = member.integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
        case "ReplyID" -> replyId = integer(value);
        case "SourceEndPointID" -> source = identifier(value);
        case "DestinationEndPointID" -> destination = identifier(value);
        case Edition.VERSION -> plain(Edition.V1_0);
        default -> {
          // What else there is, is not needed on the way.
          if (Edition.ofContainer(name).isPresent()) {
            sealed(Edition.ofContainer(name).get(), member);
          }
        }
      }
    }

    private void plain(Edition versioned) {
      if (!edition.isSealed()) {
        edition = versioned;
      }
    }

    private void sealed(Edition container, Member member) throws IOException {
      if (edition.isSealed() || member.text().isEmpty()) {
        throw new Malformed(member.name() + " must stand there alone, and not empty");
      }
      edition = container;
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
      if (edition.isSealed()) {
        return sealedReply();
      }
      if (!response) {
        throw new Malformed("MessageType is missing");
      }
      int status = Member.required("ReplyStatusCode", statusCode).intValue();
      return new ReplyHead(edition, status, replyId, source, destination);
    }

    private ReplyHead sealedReply() {
      if (response || statusCode != null) {
        throw new Malformed("a response must be either sealed or plain, was both");
      }
      return new ReplyHead(
          edition, SEALED_STATUS, OptionalLong.empty(), Optional.empty(), Optional.empty());
    }
  }
}
