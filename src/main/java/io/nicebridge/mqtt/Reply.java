package io.nicebridge.mqtt;

import io.nicebridge.message.ReplyHead;

/** A device's response: byte for byte as it came, and what we read of it. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
public record Reply(byte[] body, ReplyHead head) {
  @Override
  public String toString() {
    return "Reply[status " + head.statusCode() + ", " + body.length + " bytes]";
  }
}
