package io.nicebridge.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.nicebridge.message.Refusal;
import io.nicebridge.sink.SinkFault;
import java.io.IOException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.apache.camel.ExpressionEvaluationException;
import org.apache.camel.RuntimeExpressionException;
import org.apache.camel.TypeConversionException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SinkVerdictTest {
  static Stream<Throwable> lasting() {
    Throwable parsing = new JsonParseException(null, "secret payload");
    return Stream.of(
        new RuntimeExpressionException("secret payload"),
        new IllegalStateException(new ExpressionEvaluationException(null, null, parsing)),
        new TypeConversionException("secret payload", Integer.class, parsing),
        new Refusal(Refusal.Kind.FORBIDDEN, "the broker does not allow it"));
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void givesUpAtOnceWhatThePayloadItselfIsTheReasonOf(Throwable thrown) {
    SinkFault fault = SinkVerdict.of(thrown);

    assertThat(fault.isLasting()).isTrue();
    assertThat(fault.getMessage()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "22021, true, the database answered with SQLSTATE 22021",
    "23514, true, the database answered with SQLSTATE 23514",
    "42P01, false, the database answered with SQLSTATE 42P01",
    "57P01, false, the database answered with SQLSTATE 57P01",
    "08001, false, the database cannot be reached",
    ", false, the database cannot be reached"
  })
  void givesUpAtOnceOnlyWhatADatabaseFindsWrongWithTheData(
      String state, boolean lasting, String sentence) {
    Throwable thrown =
        new IllegalStateException(new SQLException("secret payload", state, new IOException()));

    SinkFault fault = SinkVerdict.of(thrown);

    assertThat(fault.isLasting()).isEqualTo(lasting);
    assertThat(fault).hasMessage(sentence);
    assertThat(SinkVerdict.mayQuote(thrown)).isTrue();
  }

  @Test
  void givesUpAtOnceOnlyWhatKafkaFindsWrongWithTheRecord() {
    SinkFault large = SinkVerdict.of(new RecordTooLargeException("secret payload"));
    SinkFault away = SinkVerdict.of(new IllegalStateException(new NetworkException("secret")));

    assertThat(large.isLasting()).isTrue();
    assertThat(large).hasMessage("the Kafka cluster does not take it: RecordTooLargeException");
    assertThat(away.isLasting()).isFalse();
    assertThat(away).hasMessage("the Kafka cluster did not take it: NetworkException");
  }

  @Test
  void triesAgainWhatAnExpressionCouldNotReach() {
    Throwable thrown = new ExpressionEvaluationException(null, null, new IOException("secret"));

    SinkFault fault = SinkVerdict.of(thrown);

    assertThat(fault.isLasting()).isFalse();
    assertThat(fault).hasMessage("IOException");
  }
}
