package io.nicebridge.step;

import com.fasterxml.jackson.core.JacksonException;
import io.nicebridge.kafka.KafkaFaults;
import io.nicebridge.message.Refusal;
import io.nicebridge.sink.SinkFault;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.camel.ExpressionEvaluationException;
import org.apache.camel.ExpressionIllegalSyntaxException;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.InvalidPayloadRuntimeException;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.RuntimeExpressionException;
import org.apache.camel.TypeConversionException;
import org.apache.camel.ValidationException;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Whether what a sink's route threw may be gone the next time. Of HTTP: 408, 429, 5xx and whatever
 * has no status may, every other status will not (RFC 9110 section 15). Of Kafka: what is wrong
 * with the record itself will not. Of SQL: what is wrong with the data or breaks a constraint will
 * not, everything else may. What the route's own expressions and conversions cannot handle they
 * will not handle the next time either.
 */
final class SinkVerdict {
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  private static final Set<Refusal.Kind> LASTING =
      Set.of(Refusal.Kind.MALFORMED, Refusal.Kind.TOO_LARGE, Refusal.Kind.FORBIDDEN);

  /** Of the payload, unless an input or output stands behind it: an expression may call a bean. */
  private static final List<Class<? extends Throwable>> OF_THE_PAYLOAD =
      List.of(
          RuntimeExpressionException.class,
          ExpressionEvaluationException.class,
          ExpressionIllegalSyntaxException.class,
          InvalidPayloadException.class,
          InvalidPayloadRuntimeException.class,
          NoTypeConversionAvailableException.class,
          TypeConversionException.class,
          ValidationException.class,
          JacksonException.class);

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
      if (KafkaFaults.isOne(cause)) {
        return ofKafka(cause);
      }
      if (cause instanceof SQLException refused) {
        return of(refused);
      }
    }
    // Its own text may quote a payload.
    String kind = root(thrown).getClass().getSimpleName();
    return isOfThePayload(thrown)
        ? SinkFault.lasting("the route cannot handle the payload: " + kind)
        : SinkFault.passing(kind, Optional.empty());
  }

  private static boolean isOfThePayload(Throwable thrown) {
    boolean found = false;
    for (Throwable next = thrown; next != null; next = next.getCause()) {
      Throwable cause = next;
      if (OF_THE_PAYLOAD.stream().anyMatch(kind -> kind.isInstance(cause))) {
        found = true;
      } else if (cause instanceof IOException || cause instanceof TimeoutException) {
        return false;
      }
    }
    return found;
  }

  private static SinkFault of(Refusal refusal) {
    return LASTING.contains(refusal.kind())
        ? SinkFault.lasting(refusal.sentence())
        : SinkFault.passing(refusal.sentence(), Optional.empty());
  }

  /**
   * By the classes of SQL:2023 part 2, section 24.1: 08 connection exception, 22 data exception, 23
   * integrity constraint violation.
   */
  private static SinkFault of(SQLException refused) {
    String state = refused.getSQLState();
    if (state == null || state.startsWith("08")) {
      return SinkFault.passing("the database cannot be reached", Optional.empty());
    }
    String sentence = "the database answered with SQLSTATE " + state;
    return state.startsWith("22") || state.startsWith("23")
        ? SinkFault.lasting(sentence)
        : SinkFault.passing(sentence, Optional.empty());
  }

  private static SinkFault ofKafka(Throwable refused) {
    String kind = refused.getClass().getSimpleName();
    return KafkaFaults.isLasting(refused)
        ? SinkFault.lasting("the Kafka cluster does not take it: " + kind)
        : SinkFault.passing("the Kafka cluster did not take it: " + kind, Optional.empty());
  }

  /** A database quotes what it did not like. */
  static boolean mayQuote(Throwable thrown) {
    return Stream.iterate(thrown, next -> next != null, Throwable::getCause)
        .anyMatch(SQLException.class::isInstance);
  }

  private static SinkFault of(HttpOperationFailedException answered) {
    return of(answered.getStatusCode(), retryAfter(answered.getResponseHeaders()));
  }

  /**
   * What a status means.
   *
   * @param retryAfter the header, as the sink wrote it
   */
  static SinkFault ofStatus(int status, Optional<String> retryAfter) {
    return of(status, retryAfter.flatMap(RetryAfter::read));
  }

  private static SinkFault of(int status, Optional<Duration> retryAfter) {
    String sentence = "the sink answered with HTTP status " + status;
    return status >= 500 || PASSING.contains(status)
        ? SinkFault.passing(sentence, retryAfter)
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
