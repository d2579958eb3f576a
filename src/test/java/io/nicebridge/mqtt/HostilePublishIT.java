package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.mqtt.MqttMessageType;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What anybody may publish on our reply topics, and a broker passes on as it is. */
class HostilePublishIT {
  private static final String PAYLOAD = "x".repeat(200);

  private final ScriptedBroker broker = new ScriptedBroker();
  private final Bridge bridge = new Bridge(Given.settings(broker.tcp())).ready();

  @AfterEach
  void close() {
    bridge.close();
    broker.close();
  }

  @ParameterizedTest
  @CsvSource({
    "0102, Payload Format Indicator 2",
    "01ff, Payload Format Indicator 255",
    "01010101, it comes twice",
    "01, it has no value",
    "0800032b2f61, Response Topic +/a",
    "080003612f23, Response Topic a/#",
    "080000, Response Topic is empty",
    "0800016108000162, Response Topic comes twice",
    "09ffff61, Correlation Data is longer than all properties",
    "26000161000100, User Property with U+0000",
    "030002c328, Content Type is no UTF-8",
    "0b00, Subscription Identifier 0",
    "230001, Topic Alias that nobody allowed",
    "7f, no property",
    "ffffffffff, no identifier",
  })
  void keepsTheConnectionAndCountsAsMalformedWhatBreaksTheRules(String properties, String what) {
    broker.says(RawPublish.of(properties, 0, PAYLOAD));

    await(what).until(() -> bridge.dropped("malformed") == 1);
    broker.says(RawPublish.of("", 0, PAYLOAD));
    await().until(() -> bridge.dropped("malformed") == 2);
    assertThat(bridge.status().isReady()).isTrue();
    assertThat(Collections.frequency(broker.heard, MqttMessageType.CONNECT)).isEqualTo(1);
  }

  @Test
  void acknowledgesItWhereItsQosWantsThat() {
    broker.says(RawPublish.of("0102", 1, PAYLOAD));

    await().until(() -> broker.heard.contains(MqttMessageType.PUBACK));
    assertThat(bridge.dropped("malformed")).isEqualTo(1);
  }

  @Test
  void keepsTheConnectionWhenThousandsComeAtOnce() {
    for (int i = 0; i < 5_000; i++) {
      broker.says(RawPublish.of("0102", 0, PAYLOAD));
    }

    await().until(() -> bridge.dropped("malformed") == 5_000);
    assertThat(Collections.frequency(broker.heard, MqttMessageType.CONNECT)).isEqualTo(1);
  }
}
