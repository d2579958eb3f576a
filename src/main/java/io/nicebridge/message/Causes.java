package io.nicebridge.message;

import java.util.concurrent.CompletionException;

/** What has failed, without what a stage has put round it. */
public final class Causes {
  private Causes() {}

  /** The cause of a {@link CompletionException} that has one; anything else as it is. */
  public static Throwable of(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
