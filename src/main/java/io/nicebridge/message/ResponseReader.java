package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonParser;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Strictness;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers the members of a response (NICE 0.9 section 4.1) as they come by. */
final class ResponseReader implements StrictJson.Members {
  /** Size of ReplyStatusMessage in section 4.1. */
  static final int MAX_STATUS_MESSAGE = 256;

  /** ReplyStatusCode "equals HTTP status code" (section 4.1); NICE 1.x also writes 0 for OK. */
  private static final int MAX_STATUS_CODE = 599;

  private final Strictness strictness;
  private @Nullable String messageType;
  private @Nullable EndPointId source;
  private @Nullable EndPointId destination;
  private @Nullable DateTimeStamp dateTimeStamp;
  private @Nullable Long replyId;
  private @Nullable Long replyStatusCode;
  private @Nullable Long replyErrorCode;
  private @Nullable String replyStatusMessage;
  private @Nullable Boolean encryptionOn;

  ResponseReader(Strictness strictness) {
    this.strictness = strictness;
  }

  @Override
  public void read(String name, JsonParser value) throws IOException {
    Member member = new Member(name, value);
    switch (name) {
      case "MessageType" -> {
        member.mustBe("response");
        messageType = "response";
      }
      case "SourceEndPointID" -> source = source(member);
      case "DestinationEndPointID" -> destination = member.endPointId(strictness);
      case "DateTimeStamp" -> dateTimeStamp = DateTimeStamp.parse(member.text(), strictness);
      case "ReplyID" -> replyId = member.integer(0, Long.MAX_VALUE);
      case "ReplyStatusCode" -> replyStatusCode = member.integer(0, MAX_STATUS_CODE);
      case "ReplyErrorCode" -> replyErrorCode = member.integer(Long.MIN_VALUE, Long.MAX_VALUE);
      case "ReplyStatusMessage" -> replyStatusMessage = member.text(MAX_STATUS_MESSAGE);
      case "EncryptionOn" -> encryptionOn = member.flag();
      case "Payload" -> Payload.check(member, strictness);
      default -> {
        if (strictness == Strictness.STRICT) {
          throw Member.unknown(name);
        }
      }
    }
  }

  /** Services in the field answer an unknown caller with an empty SourceEndPointID. */
  private EndPointId source(Member member) throws IOException {
    boolean unknown = strictness == Strictness.LENIENT && member.text().isEmpty();
    return unknown ? EndPointId.NIL : member.endPointId(strictness);
  }

  ResponseMessage message(Optional<String> payloadBody) {
    Member.required("MessageType", messageType);
    if (strictness == Strictness.STRICT) {
      Member.required("ReplyErrorCode", replyErrorCode);
      Member.required("ReplyStatusMessage", replyStatusMessage);
      Member.required("EncryptionOn", encryptionOn);
    }
    return new ResponseMessage(
        Edition.V0_9,
        Member.required("SourceEndPointID", source),
        Member.required("DestinationEndPointID", destination),
        Member.required("DateTimeStamp", dateTimeStamp),
        Member.required("ReplyID", replyId),
        Member.required("ReplyStatusCode", replyStatusCode).intValue(),
        replyErrorCode == null ? 0 : replyErrorCode,
        replyStatusMessage == null ? "" : replyStatusMessage,
        encryptionOn != null && encryptionOn,
        payloadBody);
  }
}
