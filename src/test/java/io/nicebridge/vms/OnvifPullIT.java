package io.nicebridge.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.TestBridge;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.OnvifSimulator;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A camera without MQTT is asked for its notices, over TLS. */
class OnvifPullIT {
  private static final Instant TIME = Instant.parse("2026-01-05T10:15:30.250Z");
  private static final String MOTION = "VideoSource/MotionAlarm";
  private final EmbeddedBroker broker = new EmbeddedBroker();
  private OnvifSimulator camera;
  private Kept kept;
  private VmsSite site;

  @BeforeEach
  void open() {
    broker.start();
    TestBridge.Builder builder = VmsSite.with("onvif-pull", broker.tcp().toString());
    kept = Kept.by(builder);
    camera = new OnvifSimulator(builder.certificates().server("EC"), Duration.ofSeconds(6));
    site =
        VmsSite.start(
            builder
                .set("nice.onvif.entrance.url", camera.url() + "/onvif/event_service")
                .set("nice.onvif.entrance.username", OnvifSimulator.USER)
                .set("nice.onvif.entrance.password", OnvifSimulator.PASSWORD)
                .set("nice.onvif.entrance.trust-store", "file:ca.pem"));
  }

  @AfterEach
  void close() {
    site.close();
    camera.close();
    broker.close();
  }

  private void awaitMarks(int count) {
    await().atMost(Duration.ofSeconds(40)).until(() -> kept.marks().size() >= count);
  }

  @Test
  void makesSceneMarksRenewsItsLeaseAndSubscribesAnewWhenTheCameraHasForgottenIt() {
    camera.notify(MOTION, "Initialized", TIME, "State", "true");
    camera.notify(MOTION, "Changed", TIME.plusSeconds(1), "State", "false");
    camera.notify(MOTION, "Changed", TIME.plusSeconds(2), "State", "true");
    awaitMarks(1);
    await().atMost(Duration.ofSeconds(30)).until(() -> camera.calls().contains("Renew"));
    camera.reboot();
    camera.notify(
        "RuleEngine/LineDetector/Crossed", "Changed", TIME.plusSeconds(3), "ObjectId", "7");
    awaitMarks(2);
    site.close();

    assertThat(kept.marks())
        .hasSize(2)
        .allSatisfy(mark -> assertThat(Kept.against(mark)).isEmpty())
        .extracting(mark -> mark.at("/AnalysisList/0/EventType").asText())
        .containsExactly("Custom", "LineCrossing");
    assertThat(camera.calls().stream().filter("CreatePullPointSubscription"::equals)).hasSize(2);
    assertThat(camera.calls()).endsWith("Unsubscribe");
    assertThat(camera.refused()).allMatch(why -> why.contains("ResourceUnknownFault"));
  }
}
