package io.nicebridge;

import java.util.List;

/** The bridge does not start, and why: one sentence for each reason. */
public final class StartRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final List<String> reasons;

  StartRefused(List<String> reasons) {
    super(String.join("\n", reasons));
    this.reasons = List.copyOf(reasons);
  }

  static StartRefused of(List<Fault> faults) {
    return new StartRefused(faults.stream().map(Fault::toString).toList());
  }

  /**
   * What we say ourselves is meant to be read, and thrown as one of two kinds; of all others the
   * innermost cause is the one that says what is wrong.
   */
  static StartRefused because(Throwable fault) {
    if (fault instanceof StartRefused refused) {
      return refused;
    }
    Throwable cause = fault;
    while (cause.getCause() != null
        && !(cause instanceof IllegalStateException)
        && !(cause instanceof IllegalArgumentException)) {
      cause = cause.getCause();
    }
    StartRefused refused = new StartRefused(List.of(String.valueOf(cause.getMessage())));
    refused.initCause(fault);
    return refused;
  }

  /** Camel's own sentences do not say which file they are about. */
  StartRefused at(String place) {
    StartRefused told =
        new StartRefused(
            reasons.stream().map(reason -> place + ": cannot be started: " + reason).toList());
    told.initCause(this);
    return told;
  }

  public List<String> reasons() {
    return reasons;
  }
}
