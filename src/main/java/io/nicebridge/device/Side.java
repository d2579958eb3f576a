package io.nicebridge.device;

/** Whose broker a device is connected to (NICE 0.9 section 8.3). */
public enum Side {
  /** The license authority's: from the first power-up on. */
  LICENSE_AUTHORITY("la"),
  /** The account service's: while it is bound to an account. */
  ACCOUNT_SERVICE("as");

  private final String word;

  Side(String word) {
    this.word = word;
  }

  /** Short, for names of connections. */
  public String word() {
    return word;
  }
}
