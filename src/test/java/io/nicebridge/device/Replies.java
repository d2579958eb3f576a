package io.nicebridge.device;

import io.nicebridge.http.WebReply;
import io.nicebridge.id.EndPointId;
import io.nicebridge.message.DateTimeStamp;
import io.nicebridge.message.ResponseMessage;
import java.time.Clock;

/** What a server that is played answers a device by HTTPS. */
final class Replies {
  private Replies() {}

  /** 200 with this object in its Common Message. */
  static WebReply ok(EndPointId device, String object) {
    DateTimeStamp now = DateTimeStamp.now(Clock.systemUTC());
    return new WebReply(
        200,
        ResponseMessage.of(device, EndPointId.NIL, 1, 200, 0, "OK", false, now)
            .withBody(object)
            .toJson());
  }
}
