package io.nicebridge.http;

import io.nicebridge.id.DestinationPath;
import io.nicebridge.message.Refusal;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** How a refusal becomes an answer: the table of {@code routes/errors.camel.yaml}. */
public interface RefusalAnswers {
  /**
   * The answer to a request that nobody could read further than its path.
   *
   * @param path where it was addressed to, or null when even that could not be read
   */
  Answer answer(Refusal refusal, @Nullable DestinationPath path);

  /**
   * The answer to a request whose body is at hand, read or not: it names the CommandID that stands
   * there, and is of the edition that the body begins in.
   */
  CompletionStage<Answer> answer(Refusal refusal, @Nullable DestinationPath path, byte[] body);
}
