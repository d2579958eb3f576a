package io.nicebridge.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.TestBridge;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.GenetecSimulator;
import io.nicebridge.demo.StationSimulator;
import io.nicebridge.demo.VmsServer;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * SceneMarks in Axis Camera Station and in Genetec Security Center, over TLS with a trust store.
 */
class StationAndGenetecIT {
  private final EmbeddedBroker broker = new EmbeddedBroker();
  private VmsServer server;
  private VmsSite site;

  @BeforeEach
  void open() {
    broker.start();
  }

  @AfterEach
  void close() {
    if (site != null) {
      site.close();
    }
    if (server != null) {
      server.close();
    }
    broker.close();
  }

  private void awaitTaken(int count) {
    await("taken; refused " + server.refused())
        .atMost(Duration.ofSeconds(30))
        .until(() -> server.taken().size() >= count);
  }

  @Test
  void addsExternalDataWithABlankInTheTimeAndTextsOnly() {
    TestBridge.Builder builder = VmsSite.with("axis-camera-station", broker.tcp().toString());
    server = new StationSimulator(builder.certificates().server("EC"));
    site =
        VmsSite.start(
            builder
                .set("nice.acs.url", server.url())
                .set("nice.acs.username", StationSimulator.USER)
                .set("nice.acs.password", StationSimulator.PASSWORD)
                .set("nice.acs.trust-store", "file:ca.pem"));

    site.send(SceneMarks.seen("SMK_1", "ItemPresence", "Human", 0.91));

    awaitTaken(1);
    assertThat(server.taken().get(0).body())
        .contains("\"occurrenceTime\":\"2026-01-05 10:15:30\"")
        .contains("\"source\":\"5d7b2c1e-1111-2222-3333-444455556666\"")
        .contains("\"label\":\"Human\"");
    assertThat(server.refused()).isEmpty();
  }

  @Test
  void logsInByDigestAndAgainWhenItsNonceIsOver() {
    TestBridge.Builder builder = VmsSite.with("axis-camera-station", broker.tcp().toString());
    StationSimulator station = new StationSimulator(builder.certificates().server("EC"));
    station.wantDigest();
    server = station;
    site =
        VmsSite.start(
            builder
                .edit("vms/axis-camera-station.camel.yaml", "login: basic", "login: digest")
                .set("nice.acs.url", server.url())
                .set("nice.acs.username", StationSimulator.USER)
                .set("nice.acs.password", StationSimulator.PASSWORD)
                .set("nice.acs.trust-store", "file:ca.pem"));

    site.send(SceneMarks.seen("SMK_1", "ItemPresence", "Human", 0.91));
    awaitTaken(1);
    site.send(SceneMarks.seen("SMK_2", "ItemPresence", "Human", 0.91));
    awaitTaken(2);
    station.forgetNonces();
    site.send(SceneMarks.seen("SMK_3", "ItemPresence", "Human", 0.91));
    awaitTaken(3);

    assertThat(server.refused()).containsExactly("401 no digest", "401 no digest");
  }

  @Test
  void raisesACustomEventAndTakesA200WithStatusFailForAFailure() {
    TestBridge.Builder builder = VmsSite.with("genetec", broker.tcp().toString());
    server = new GenetecSimulator(builder.certificates().server("EC"), Set.of("1001"));
    site =
        VmsSite.start(
            builder
                .set("nice.genetec.url", server.url())
                .set("nice.genetec.username", GenetecSimulator.USER)
                .set("nice.genetec.password", GenetecSimulator.PASSWORD)
                .set("nice.genetec.trust-store", "file:ca.pem"));

    site.send(SceneMarks.seen("SMK_1", "ItemPresence", "Vehicle", 0.91));
    site.send(SceneMarks.seen("SMK_2", "ItemPresence", "Human", 0.91));

    awaitTaken(1);
    assertThat(server.taken().get(0).target())
        .isEqualTo(
            "/WebSdk/events/RaiseCustomEvent/1001/5d7b2c1e-1111-2222-3333-444455556666/"
                + "ItemPresence%20Human%20p%3D0.91%20node%200001%20SMK_2");
    site.awaitEnded("genetec", "dead-lettered", 1);
    assertThat(site.reason("genetec")).contains("answered without the Status Ok");
  }
}
