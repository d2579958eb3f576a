package io.nicebridge.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nicebridge.paho.Hearing;
import io.nicebridge.paho.PahoComponent;
import java.time.Duration;
import org.apache.camel.component.paho.mqtt5.PahoMqtt5Component;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each probe holds on the component that the bridge puts in the place of Camel's, and not on
 * Camel's.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PahoPromisesIT {
  private final Hearing hearing = new Hearing();

  private PahoRig ours() {
    return new PahoRig(new PahoComponent(Duration.ofSeconds(2), hearing));
  }

  @ParameterizedTest
  @EnumSource
  void isKeptByTheBridge(PahoPromise promise) throws Exception {
    try (PahoRig rig = ours()) {
      assertThat(promise.isKeptBy(rig)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void isBrokenByCamelsOwn(PahoPromise promise) throws Exception {
    try (PahoRig rig = new PahoRig(new PahoMqtt5Component())) {
      assertThat(promise.isKeptBy(rig)).isFalse();
    }
  }

  @Test
  void saysWhichSubscriptionWasRefusedForAsLongAsItIs() throws Exception {
    try (PahoRig rig = ours()) {
      rig.broker.suback = number -> number > 1 && number < 5 ? 0x80 : 1;
      rig.hears("qos=1");
      assertThat(hearing.fault()).isEmpty();

      rig.broker.drops();

      assertThat(PahoRig.comesTrue(() -> hearing.fault().orElse("").contains("refused"))).isTrue();
      assertThat(hearing.fault())
          .contains(
              "the subscription [in] by %s: the broker refused the subscription to [in], reason 0x80"
                  .formatted(rig.broker.url()));
      assertThat(PahoRig.comesTrue(() -> hearing.fault().isEmpty())).isTrue();
    }
  }

  @Test
  void takesNoClientOfSomebodyElse() throws Exception {
    try (PahoRig rig = ours()) {
      MqttClient client = new MqttClient(rig.broker.url(), "mine", null);
      rig.context().getRegistry().bind("mine", client);

      assertThatThrownBy(() -> rig.hears("client=#mine"))
          .hasStackTraceContaining("paho-mqtt5 must not have the option client");
    }
  }
}
