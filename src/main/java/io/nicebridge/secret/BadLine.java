package io.nicebridge.secret;

/** A line of a file that says something it must not. */
public final class BadLine extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private final int number;

  /**
   * @param number from 1
   * @param sentence without the secret
   */
  public BadLine(int number, String sentence) {
    super(sentence);
    this.number = number;
  }

  /** From 1. */
  public int number() {
    return number;
  }
}
