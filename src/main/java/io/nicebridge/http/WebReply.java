package io.nicebridge.http;

/**
 * What an HTTPS device answered: the body as it came, and the HTTP status beside it, which counts
 * where the body cannot be read.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
public record WebReply(int status, byte[] body) {
  @Override
  public String toString() {
    return "WebReply[" + status + ", " + body.length + " bytes]";
  }
}
