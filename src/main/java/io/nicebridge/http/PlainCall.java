package io.nicebridge.http;

import java.util.Optional;

/**
 * A request at a door for systems that know no NICE: its sender, its path and its fields are for
 * the door's own steps to judge. None of it becomes a header or a property by itself.
 */
public interface PlainCall extends AnsweredCall {
  String method();

  /** The path as it was sent, without a query: what has one is refused before. */
  String target();

  /**
   * A header field.
   *
   * @throws io.nicebridge.message.Refusal MALFORMED, when it stands there twice
   */
  Optional<String> field(String name);

  /** The address that the connection comes from. */
  String remote();

  /**
   * Answers with a stream instead of an answer; the request is inside no longer. Once, and before
   * there is an answer.
   *
   * @param closed run once, when the stream is over, whoever ended it
   */
  Stream stream(String contentType, Runnable closed);

  /** True once the answer is a stream: there is no other. */
  boolean streams();

  /** Text for a reader who listens as long as both like. Any thread. */
  interface Stream {
    /** Sends it, or hangs up where the reader does not keep up. */
    void send(String text);

    void close();
  }
}
