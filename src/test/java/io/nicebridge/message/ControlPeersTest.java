package io.nicebridge.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.id.EndPointId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlPeersTest {
  @Test
  void findsTheNetAndTheAppEndPointOfEveryControlEndPoint() {
    String one = "00000001-5eab-2e10-8003-000000000001";
    String two = "00000001-5eab-2e10-8003-000000000002";
    String body =
        """
        {"Version":"1.0","DeviceID":"x","ControlEndPoints":[
        {"NetEndPoint":{"APIVersion":"1.0","EndPointID":"%s","Scheme":[{"Protocol":"MQTT"}]}},
        {"AppEndPoint":{"EndPointID":"%s"},"NetEndPoint":{"EndPointID":"nobody"}}]}"""
            .formatted(one, two);

    assertThat(ControlPeers.in(body))
        .containsExactlyInAnyOrder(new EndPointId(one), new EndPointId(two));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "eyJh..x", "[]", "{\"ControlEndPoints\":[[1],{}]}", "{}", "{\"Con"})
  void findsNobodyInAnotherForm(String body) {
    assertThat(ControlPeers.in(body)).isEmpty();
  }
}
