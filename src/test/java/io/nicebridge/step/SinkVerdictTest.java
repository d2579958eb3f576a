package io.nicebridge.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.nicebridge.message.Refusal;
import io.nicebridge.sink.SinkFault;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.camel.ExpressionEvaluationException;
import org.apache.camel.RuntimeExpressionException;
import org.apache.camel.TypeConversionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  @Test
  void triesAgainWhatAnExpressionCouldNotReach() {
    Throwable thrown = new ExpressionEvaluationException(null, null, new IOException("secret"));

    SinkFault fault = SinkVerdict.of(thrown);

    assertThat(fault.isLasting()).isFalse();
    assertThat(fault).hasMessage("IOException");
  }
}
