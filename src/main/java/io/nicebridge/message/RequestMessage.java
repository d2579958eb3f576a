package io.nicebridge.message;

import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import java.util.Arrays;
import java.util.Optional;

/**
 * A Common Message that asks for something (NICE 0.9 section 4.1).
 *
 * <p>It is read for what the bridge must know and never written again: {@link #raw} goes to the
 * device byte for byte. A strict reading takes exactly the members, types and sizes of section 4.1.
 * A lenient one also takes Version, by which NICE 1.0 shows, members it does not know, no
 * AccessToken or EncryptionOn, and the identifiers and dates of the field.
 *
 * @param edition 1.0 where there is a Version, else 0.9
 * @param commandType as sent, at most 128 characters, possibly hostile: compare it by {@link
 *     io.nicebridge.id.DestinationPath#agreesWithCommandType}, never use it as an address
 * @param accessToken absent only in a lenient reading
 * @param encryptionOn false also where a lenient reading found none
 * @param raw the message itself; not copied, not to be changed
 */
// An array and not a copy of it: bodies reach 2.7 MB.
@SuppressWarnings("ArrayRecordComponent")
public record RequestMessage(
    Edition edition,
    EndPointId source,
    EndPointId destination,
    DateTimeStamp dateTimeStamp,
    long commandId,
    String commandType,
    Optional<String> accessToken,
    boolean encryptionOn,
    byte[] raw)
    implements Envelope {

  /**
   * Reads a request.
   *
   * @throws Refusal MALFORMED, with a sentence that names the member
   */
  public static RequestMessage parse(byte[] body, Strictness strictness) {
    try {
      RequestReader reader = new RequestReader(strictness);
      StrictJson.readObject(body, reader);
      return reader.message(body);
    } catch (Malformed malformed) {
      throw new Refusal(Refusal.Kind.MALFORMED, malformed.sentence());
    }
  }

  public CommandKey key() {
    return new CommandKey(source, destination, commandId);
  }

  @Override
  public CommandKey answerKey(String topic) {
    return key();
  }

  /** Payload.Body where it is a string (section 4.2), read from the raw bytes at every call. */
  public Optional<String> payloadBody() {
    return Payload.body(raw);
  }

  /** True for the same bytes: what a caller sends again. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RequestMessage that && Arrays.equals(raw, that.raw);
  }

  @Override
  public int hashCode() {
    return key().hashCode();
  }

  /** For a log: no token, no payload, nothing that could break a line. */
  @Override
  public String toString() {
    return String.format(
        "request %d from %s to %s, [%s], %d bytes",
        commandId, source, destination, Malformed.quoted(commandType), raw.length);
  }
}
