package io.nicebridge.http;

import io.nicebridge.id.DestinationPath;
import io.nicebridge.message.Refusal;
import org.jspecify.annotations.Nullable;

/** How a refusal becomes an answer: the table of {@code routes/errors.camel.yaml}. */
@FunctionalInterface
public interface RefusalAnswers {
  /**
   * The answer to a request that nobody could read further than its path.
   *
   * @param path where it was addressed to, or null when even that could not be read
   */
  Answer answer(Refusal refusal, @Nullable DestinationPath path);
}
