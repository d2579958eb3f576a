package io.nicebridge.message;

/**
 * What a request and its response have in common in the clear. It is all there is to tell responses
 * without Correlation Data apart.
 */
public sealed interface AnswerKey permits CommandKey, LaneKey {
  /** As devices in the field write it that take "source" for themselves, and NICE 1.1 does. */
  AnswerKey swapped();

  /** The same for both ways of writing it: a response does not say which of them it is. */
  AnswerKey eitherWay();

  /** In a sentence: the request that is meant. */
  String named();
}
