package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The log as log4j2.xml has it. */
class LogTest {
  private final LoggerContext context = new LoggerContext("log-test");
  private final Layout<?> text = layout();

  private Layout<?> layout() {
    URI file = URI.create(String.valueOf(LogTest.class.getResource("/log4j2.xml")));
    Configuration configuration =
        ConfigurationFactory.getInstance().getConfiguration(context, "log-test", file);
    configuration.initialize();
    return configuration.getAppender("text").getLayout();
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  private String line(String message, @Nullable Throwable thrown) {
    return text.toSerializable(
            Log4jLogEvent.newBuilder()
                .setLoggerName("io.nicebridge.Bridge")
                .setLevel(Level.WARN)
                .setMessage(new SimpleMessage(message))
                .setThrown(thrown)
                .build())
        .toString();
  }

  @Test
  void anEventIsOneLineThatEnds() {
    assertThat(line("one\r\ntwo", null)).endsWith("Bridge - one\\r\\ntwo" + System.lineSeparator());
    assertThat(line("one\r\ntwo", null).lines()).hasSize(1);
  }

  @Test
  void anEventWithAStackTraceIsOneLineThatEnds() {
    Exception thrown = new IllegalStateException("first\nsecond", new RuntimeException("third\n"));

    String line = line("it broke", thrown);

    assertThat(line).endsWith(System.lineSeparator());
    assertThat(line.lines()).hasSize(1);
    assertThat(line)
        .contains("it broke | java.lang.IllegalStateException: first")
        .contains("at io.nicebridge.LogTest.")
        .contains("Caused by: java.lang.RuntimeException: third");
  }
}
