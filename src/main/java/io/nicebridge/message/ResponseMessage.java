package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonGenerator;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * A Common Message that answers (NICE 0.9 section 4.1). The bridge writes its own answers with it;
 * a device's answer is passed on as it came, see {@link ReplyHead}.
 *
 * @param edition decides which of the members are written
 * @param source "same value as in the Request": section 4.1 does not swap the two
 * @param replyId the CommandID of the request, 0 where it could not be read
 * @param replyErrorCode 0 for success, else a number of the one who answers
 * @param payloadBody Payload.Body, where it is a string
 */
public record ResponseMessage(
    Edition edition,
    EndPointId source,
    EndPointId destination,
    DateTimeStamp dateTimeStamp,
    long replyId,
    int replyStatusCode,
    long replyErrorCode,
    String replyStatusMessage,
    boolean encryptionOn,
    Optional<String> payloadBody) {

  /** An answer without a Payload. Unknown endpoints are {@link EndPointId#NIL}. */
  public static ResponseMessage of(
      EndPointId source,
      EndPointId destination,
      long replyId,
      int status,
      long errorCode,
      String statusMessage,
      boolean encryptionOn,
      DateTimeStamp dateTimeStamp) {
    return new ResponseMessage(
        Edition.V0_9,
        source,
        destination,
        dateTimeStamp,
        replyId,
        status,
        errorCode,
        statusMessage,
        encryptionOn,
        Optional.empty());
  }

  /** An answer to this request, without a Payload. */
  public static ResponseMessage to(
      RequestMessage request,
      int status,
      long errorCode,
      String statusMessage,
      DateTimeStamp dateTimeStamp) {
    return of(
            request.source(),
            request.destination(),
            request.commandId(),
            status,
            errorCode,
            statusMessage,
            request.encryptionOn(),
            dateTimeStamp)
        .in(request.edition());
  }

  /** The same answer in another edition; where that is sealed, what goes into its JWS. */
  public ResponseMessage in(Edition other) {
    return new ResponseMessage(
        other,
        source,
        destination,
        dateTimeStamp,
        replyId,
        replyStatusCode,
        replyErrorCode,
        replyStatusMessage,
        encryptionOn,
        payloadBody);
  }

  /** The same answer with a Body in its Payload. */
  public ResponseMessage withBody(String body) {
    return new ResponseMessage(
        edition,
        source,
        destination,
        dateTimeStamp,
        replyId,
        replyStatusCode,
        replyErrorCode,
        replyStatusMessage,
        encryptionOn,
        Optional.of(body));
  }

  /**
   * Reads a response, whole. A lenient reading also takes members it does not know, and no
   * ReplyErrorCode, ReplyStatusMessage or EncryptionOn.
   *
   * @throws Refusal BAD_ANSWER, with a sentence that names the member
   */
  public static ResponseMessage parse(byte[] body, Strictness strictness) {
    try {
      ResponseReader reader = new ResponseReader(strictness);
      StrictJson.readObject(body, reader);
      return reader.message(Payload.body(body));
    } catch (Malformed malformed) {
      throw new Refusal(Refusal.Kind.BAD_ANSWER, malformed.sentence());
    }
  }

  /**
   * UTF-8 JSON with the nine members of section 4.1, and Payload.Body if there is one. Later
   * editions have Version; the sealed ones no EncryptionOn and ReplyErrorCode, and 1.1 no ReplyID.
   */
  public byte[] toJson() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = StrictJson.FACTORY.createGenerator(bytes)) {
      write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    if (edition != Edition.V0_9) {
      json.writeStringField(Edition.VERSION, "1.0");
    }
    json.writeStringField("MessageType", "response");
    json.writeStringField("SourceEndPointID", source.text());
    json.writeStringField("DestinationEndPointID", destination.text());
    json.writeStringField("DateTimeStamp", dateTimeStamp.text());
    if (!edition.isSealed()) {
      json.writeBooleanField("EncryptionOn", encryptionOn);
    }
    if (edition != Edition.V1_1) {
      json.writeNumberField("ReplyID", replyId);
    }
    json.writeNumberField("ReplyStatusCode", replyStatusCode);
    if (!edition.isSealed()) {
      json.writeNumberField("ReplyErrorCode", replyErrorCode);
    }
    json.writeStringField("ReplyStatusMessage", StatusText.fit(replyStatusMessage));
    if (payloadBody.isPresent()) {
      json.writeObjectFieldStart("Payload");
      json.writeStringField("Body", payloadBody.get());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /** For a log: no payload. */
  @Override
  public String toString() {
    return String.format(
        "response %d (%d, %d, [%s]) from %s to %s",
        replyId,
        replyStatusCode,
        replyErrorCode,
        Malformed.quoted(replyStatusMessage),
        source,
        destination);
  }
}
