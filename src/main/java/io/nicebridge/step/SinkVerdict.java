package io.nicebridge.step;

import io.nicebridge.message.Refusal;
import io.nicebridge.sink.SinkFault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Whether what a sink's route threw may be gone the next time. Of HTTP: 408, 429, 5xx and whatever
 * has no status may, every other status will not (RFC 9110 section 15).
 */
final class SinkVerdict {
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  private static final Set<Refusal.Kind> LASTING =
      Set.of(Refusal.Kind.MALFORMED, Refusal.Kind.TOO_LARGE);

  private SinkVerdict() {}

  static SinkFault of(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SinkFault said) {
        return said;
      }
      if (cause instanceof Refusal refusal) {
        return of(refusal);
      }
      if (cause instanceof HttpOperationFailedException answered) {
        return of(answered);
      }
    }
    // Its own text may quote a payload.
    return SinkFault.passing(root(thrown).getClass().getSimpleName(), Optional.empty());
  }

  private static SinkFault of(Refusal refusal) {
    return LASTING.contains(refusal.kind())
        ? SinkFault.lasting(refusal.sentence())
        : SinkFault.passing(refusal.sentence(), Optional.empty());
  }

  private static SinkFault of(HttpOperationFailedException answered) {
    int status = answered.getStatusCode();
    String sentence = "the sink answered with HTTP status " + status;
    return status >= 500 || PASSING.contains(status)
        ? SinkFault.passing(sentence, retryAfter(answered.getResponseHeaders()))
        : SinkFault.lasting(sentence);
  }

  private static Optional<Duration> retryAfter(Map<String, String> headers) {
    return Optional.ofNullable(headers)
        .flatMap(
            all ->
                all.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
                    .map(Map.Entry::getValue)
                    .findFirst())
        .flatMap(RetryAfter::read);
  }

  private static Throwable root(Throwable thrown) {
    Throwable last = thrown;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return last;
  }
}
