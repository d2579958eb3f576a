package io.nicebridge.cases;

/**
 * Something in a file of cases that is wrong, or that did not come true: one sentence.
 *
 * @param line of the file, from 1
 */
public record Problem(int line, String sentence) {}
