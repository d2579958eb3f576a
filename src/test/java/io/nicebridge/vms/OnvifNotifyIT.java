package io.nicebridge.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.TestBridge;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.OnvifSimulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A camera without MQTT sends its notices itself, over TLS, because the bridge has subscribed. */
class OnvifNotifyIT {
  private static final Instant TIME = Instant.parse("2026-01-05T10:15:30.250Z");
  private static final String MOTION = "VideoSource/MotionAlarm";
  private static final String CROSSED = "RuleEngine/LineDetector/Crossed";
  private final EmbeddedBroker broker = new EmbeddedBroker();
  private OnvifSimulator camera;
  private Kept kept;
  private VmsSite site;
  private HttpClient client;

  @BeforeEach
  void open() {
    broker.start();
    TestBridge.Builder builder = VmsSite.with("onvif-notify-door", broker.tcp().toString());
    kept = Kept.by(builder);
    camera = new OnvifSimulator(builder.certificates().server("EC"), Duration.ofSeconds(6));
    site =
        VmsSite.start(
            builder
                .set("nice.onvif.listener", "https://localhost:" + builder.port() + "/onvif")
                .set("nice.onvif.yard.url", camera.url() + "/onvif/event_service")
                .set("nice.onvif.yard.username", OnvifSimulator.USER)
                .set("nice.onvif.yard.password", OnvifSimulator.PASSWORD)
                .set("nice.onvif.yard.trust-store", "file:ca.pem"));
    client = site.bridge.client();
  }

  @AfterEach
  void close() {
    site.close();
    camera.close();
    broker.close();
  }

  private int push(String topic, String operation, int second, String name, String value)
      throws Exception {
    return camera.push(client, topic, operation, TIME.plusSeconds(second), name, value);
  }

  private void awaitCalls(String name, int count) {
    await(name + " among " + camera.calls())
        .atMost(Duration.ofSeconds(30))
        .until(() -> camera.calls().stream().filter(name::equals).count() >= count);
  }

  private void awaitMarks(int count) {
    await().atMost(Duration.ofSeconds(30)).until(() -> kept.marks().size() >= count);
  }

  private int post(String url, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "text/xml; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @Test
  void makesASceneMarkOfEachStateThatBecomesTrueAndRenewsItsLeaseAtHalfTime() throws Exception {
    awaitCalls("Subscribe", 1);

    assertThat(push(MOTION, "Initialized", 0, "State", "true")).isEqualTo(202);
    assertThat(push(MOTION, "Changed", 1, "State", "false")).isEqualTo(202);
    assertThat(push(MOTION, "Changed", 2, "State", "true")).isEqualTo(202);
    assertThat(push(MOTION, "Changed", 3, "State", "true")).isEqualTo(202);
    assertThat(push(MOTION, "Changed", 2, "State", "true")).isEqualTo(202);
    awaitMarks(1);
    awaitCalls("Renew", 2);
    assertThat(push(CROSSED, "Changed", 4, "ObjectId", "7")).isEqualTo(202);
    awaitMarks(2);

    assertThat(camera.refused()).isEmpty();
    assertThat(camera.calls().stream().filter("Subscribe"::equals)).hasSize(1);
    assertThat(kept.marks())
        .hasSize(2)
        .allSatisfy(mark -> assertThat(Kept.against(mark)).isEmpty())
        .allSatisfy(
            mark ->
                assertThat(mark.path("NodeID").asText())
                    .isEqualTo("00000001-5cdd-280b-8002-00000000e004_0001"))
        .extracting(mark -> mark.at("/AnalysisList/0/EventType").asText())
        .containsExactly("Custom", "LineCrossing");
  }

  @Test
  void subscribesAnewWhenTheCameraHasForgottenItAndEndsTheSubscriptionWhenItStops() {
    awaitCalls("Subscribe", 1);
    camera.reboot();
    awaitCalls("Subscribe", 2);
    site.close();

    assertThat(camera.calls()).endsWith("Unsubscribe");
    assertThat(camera.refused()).allMatch(why -> why.contains("ResourceUnknownFault: Renew"));
  }

  @Test
  void takesNothingFromWhoeverDoesNotKnowTheKeyOfTheCamera() throws Exception {
    awaitCalls("Subscribe", 1);
    String url = camera.consumer();
    String other = url.substring(0, url.lastIndexOf('/') + 1);

    assertThat(post(other + "x".repeat(43), "<a/>")).isEqualTo(401);
    assertThat(post(other, "<a/>")).isEqualTo(401);
    assertThat(post(url.replace("/yard/", "/gate/"), "<a/>")).isEqualTo(401);
    assertThat(post(url, "<a/>")).isEqualTo(400);
    assertThat(site.bridge.log()).doesNotContain(url.substring(url.lastIndexOf('/') + 1));
  }
}
