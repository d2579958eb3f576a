package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonParser;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import io.nicebridge.id.Version;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers the members of a request (NICE 0.9 section 4.1) as they come by. */
final class RequestReader implements StrictJson.Members {
  /** Size of CommandType in section 4.1. */
  private static final int MAX_COMMAND_TYPE = 128;

  private final Strictness strictness;
  private Edition edition = Edition.V0_9;
  private @Nullable String messageType;
  private @Nullable EndPointId source;
  private @Nullable EndPointId destination;
  private @Nullable DateTimeStamp dateTimeStamp;
  private @Nullable Long commandId;
  private @Nullable String commandType;
  private @Nullable String accessToken;
  private @Nullable Boolean encryptionOn;

  RequestReader(Strictness strictness) {
    this.strictness = strictness;
  }

  @Override
  public void read(String name, JsonParser value) throws IOException {
    Member member = new Member(name, value);
    switch (name) {
      case "MessageType" -> {
        member.mustBe("request");
        messageType = "request";
      }
      case "SourceEndPointID" -> source = member.endPointId(strictness);
      case "DestinationEndPointID" -> destination = member.endPointId(strictness);
      case "DateTimeStamp" -> dateTimeStamp = DateTimeStamp.parse(member.text(), strictness);
      case "CommandID" -> commandId = member.integer(0, Long.MAX_VALUE);
      case "CommandType" -> commandType = member.text(MAX_COMMAND_TYPE);
      case "AccessToken" -> accessToken = member.text();
      case "EncryptionOn" -> encryptionOn = member.flag();
      case "Payload" -> Payload.check(member, strictness);
      case Edition.VERSION -> {
        requireLenient(name);
        version(member.text());
      }
      default -> {
        requireLenient(name);
        requireUnsealed(name);
      }
    }
  }

  private void requireLenient(String name) {
    if (strictness == Strictness.STRICT) {
      throw Member.unknown(name);
    }
  }

  /** What only somebody else can read must not say something else beside what all can read. */
  private static void requireUnsealed(String name) {
    if (Edition.ofContainer(name).isPresent()) {
      throw new Malformed(name + " must stand alone: a message has one edition");
    }
  }

  private void version(String text) {
    if (!new Version(text).isSupported()) {
      throw Malformed.of(Edition.VERSION, text, "1.0");
    }
    edition = Edition.V1_0;
  }

  RequestMessage message(byte[] raw) {
    Member.required("MessageType", messageType);
    if (strictness == Strictness.STRICT) {
      Member.required("AccessToken", accessToken);
      Member.required("EncryptionOn", encryptionOn);
    }
    return new RequestMessage(
        edition,
        Member.required("SourceEndPointID", source),
        Member.required("DestinationEndPointID", destination),
        Member.required("DateTimeStamp", dateTimeStamp),
        Member.required("CommandID", commandId),
        Member.required("CommandType", commandType),
        Optional.ofNullable(accessToken),
        encryptionOn != null && encryptionOn,
        raw);
  }
}
