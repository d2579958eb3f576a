package io.nicebridge.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** An HTTP/1.1 answer with a Content-Length, which is how every target here answers. */
record HttpAnswer(int status, String body) {
  private static final String LENGTH = "content-length:";

  /** Takes one whole answer off the buffer, if there is one. */
  static Optional<HttpAnswer> read(ByteBuf in) {
    String text = new String(bytes(in), StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return Optional.empty();
    }
    String head = text.substring(0, end + 2).toLowerCase(Locale.ROOT);
    int from = head.indexOf(LENGTH);
    if (from < 0) {
      throw new IllegalStateException("the answer has no Content-Length: " + head);
    }
    String length = head.substring(from + LENGTH.length(), head.indexOf("\r\n", from));
    int whole = end + 4 + Integer.parseInt(length.strip());
    if (text.length() < whole) {
      return Optional.empty();
    }
    in.skipBytes(whole);
    return Optional.of(
        new HttpAnswer(Integer.parseInt(head.substring(9, 12)), text.substring(end + 4, whole)));
  }

  private static byte[] bytes(ByteBuf in) {
    return ByteBufUtil.getBytes(in);
  }

  boolean isGood(long commandId) {
    return status == 200 && body.contains(Long.toString(commandId));
  }

  /** For a person: the status and the beginning of the body. */
  String summary() {
    return status + " " + body.substring(0, Math.min(body.length(), 300));
  }
}
