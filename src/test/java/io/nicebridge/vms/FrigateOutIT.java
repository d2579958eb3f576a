package io.nicebridge.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.TestBridge;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.FrigateSimulator;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SceneMarks as manual events in Frigate, over TLS and with its login. */
class FrigateOutIT {
  private final EmbeddedBroker broker = new EmbeddedBroker();
  private TestBridge.Builder builder;
  private FrigateSimulator frigate;
  private VmsSite site;

  @BeforeEach
  void open() {
    broker.start();
    builder = VmsSite.with("frigate-out", broker.tcp().toString());
    frigate = new FrigateSimulator(builder.certificates().server("EC"));
    builder
        .set("nice.frigate.url", frigate.url())
        .set("nice.frigate.username", FrigateSimulator.USER)
        .set("nice.frigate.password", FrigateSimulator.PASSWORD)
        .set("nice.frigate.trust-store", "file:ca.pem");
  }

  @AfterEach
  void close() {
    site.close();
    frigate.close();
    broker.close();
  }

  private void awaitTaken(int count) {
    await("taken; refused " + frigate.refused())
        .atMost(Duration.ofSeconds(30))
        .until(() -> frigate.taken().size() >= count);
  }

  @Test
  void createsAnEventAndEndsItWhenWhatWasSeenIsGoneAlsoAfterTheTokenRanOut() {
    site = VmsSite.start(builder.edit("vms/frigate-out.camel.yaml", "seconds: 30", "seconds: 0"));

    site.send(SceneMarks.seen("SMK_1", "ItemPresence", "Human", 0.91));
    awaitTaken(1);
    site.awaitEnded("frigate-out", "delivered", 1);
    frigate.forgetTokens();
    site.send(SceneMarks.gone("SMK_2", "ItemPresence", "Human"));

    awaitTaken(2);
    assertThat(frigate.taken().get(0).target()).isEqualTo("/api/events/gate/person/create");
    assertThat(frigate.taken().get(0).body())
        .contains("\"score\":0.91")
        .contains("\"duration\":null");
    assertThat(frigate.taken().get(1).target())
        .matches("/api/events/1767608130[.]25-[0-9a-f]{6}/end");
    assertThat(frigate.refused()).containsExactly("401 no token");
  }

  @Test
  void makesADeadLetterOfA200WithoutSuccess() {
    site = VmsSite.start(builder.edit("vms/frigate-out.camel.yaml", "_*   gate", "_*   yard"));

    site.send(SceneMarks.seen("SMK_1", "ItemPresence", "Human", 0.91));

    site.awaitEnded("frigate-out", "dead-lettered", 1);
    assertThat(site.reason("frigate-out")).contains("Frigate answered without success");
  }
}
