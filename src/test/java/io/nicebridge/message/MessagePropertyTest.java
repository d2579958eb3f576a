package io.nicebridge.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Strictness;
import java.time.Clock;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What holds for every message, and for everything that is not quite one. */
class MessagePropertyTest {
  /** Any byte of a good message replaced by any other: it is read or refused, nothing else. */
  @Property(tries = 5_000)
  void readsOrRefusesADamagedRequest(
      @ForAll @IntRange(max = 10_000) int place,
      @ForAll byte value,
      @ForAll Strictness strictness) {
    byte[] body = Sample.bytes("own-0.9-request");
    body[place % body.length] = value;
    readOrRefuse(() -> RequestMessage.parse(body, strictness).payloadBody());
    readOrRefuse(() -> ResponseMessage.parse(body, strictness));
    readOrRefuse(() -> ReplyHead.read(body));
  }

  @Property
  void readsOrRefusesAnything(@ForAll @Size(max = 64) byte[] body) {
    readOrRefuse(() -> RequestMessage.parse(body, Strictness.LENIENT));
    readOrRefuse(() -> ReplyHead.read(body));
  }

  @Property
  void writesValidJsonWhateverTheStatusMessage(
      @ForAll String statusMessage, @ForAll @LongRange(min = 0) long replyId, @ForAll boolean on) {
    DateTimeStamp now = DateTimeStamp.now(Clock.systemUTC());
    ResponseMessage written =
        ResponseMessage.of(EndPointId.NIL, EndPointId.NIL, replyId, 503, 1, statusMessage, on, now);
    ResponseMessage read = ResponseMessage.parse(written.toJson(), Strictness.STRICT);
    assertThat(read.replyId()).isEqualTo(replyId);
    assertThat(read.encryptionOn()).isEqualTo(on);
    assertThat(read.replyStatusMessage()).hasSizeLessThanOrEqualTo(256);
    assertThat(ReplyHead.read(written.toJson()).replyId()).hasValue(replyId);
  }

  private static void readOrRefuse(Runnable read) {
    try {
      read.run();
    } catch (Refusal refusal) {
      assertThat(refusal.sentence()).hasSizeLessThanOrEqualTo(256).matches("[ -~…]+");
    }
  }
}
