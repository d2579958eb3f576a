package io.nicebridge.http;

/** A request at a door that is answered by whoever let it in. */
public interface AnsweredCall extends Call {
  /** Sends the answer; the second and later ones are ignored. Any thread. */
  void answer(Answer answer);
}
