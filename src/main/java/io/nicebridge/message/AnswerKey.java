package io.nicebridge.message;

/**
 * What a request and its response have in common in the clear. Two requests with the same key are
 * never on their way at once: nothing would tell their responses apart.
 */
public sealed interface AnswerKey permits CommandKey, LaneKey {
  /** As devices in the field write it that take "source" for themselves, and NICE 1.1 does. */
  AnswerKey swapped();

  /** In a sentence: the request that is meant. */
  String named();
}
