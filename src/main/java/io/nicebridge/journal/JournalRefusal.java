package io.nicebridge.journal;

/** Why an entry is not in the journal, in one sentence. The kind decides what to do about it. */
public final class JournalRefusal extends RuntimeException {
  /** What went wrong. */
  public enum Kind {
    /** No room on disk. Ends by itself once sinks have taken what waits for them. */
    FULL,
    /** More appends wait for the disk than may. Ends within milliseconds. */
    OVERLOADED,
    /** The journal is closed, or its engine has stopped. The outcome may be unknown. */
    AWAY
  }

  private final Kind kind;

  JournalRefusal(Kind kind, String sentence) {
    super(sentence, null, false, false);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
