package io.nicebridge.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.TestBridge;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.GenericEventSimulator;
import io.nicebridge.demo.MilestoneSimulator;
import io.nicebridge.demo.MilestoneSimulator.Mood;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SceneMarks in Milestone XProtect, by the adapter as shipped. */
class MilestoneIT {
  private final EmbeddedBroker broker = new EmbeddedBroker();
  private final MilestoneSimulator xprotect =
      new MilestoneSimulator(0, Set.of("NICE Human Detected", "NICE Intrusion"));
  private final GenericEventSimulator generic = new GenericEventSimulator();
  private TestBridge.Builder builder;
  private VmsSite site;

  @BeforeEach
  void openBroker() {
    broker.start();
    builder =
        VmsSite.with("milestone", broker.tcp().toString())
            .set("nice.milestone.url", "http://127.0.0.1:%d/".formatted(xprotect.port()));
  }

  @AfterEach
  void close() {
    if (site != null) {
      site.close();
    }
    xprotect.close();
    generic.close();
    broker.close();
  }

  private void awaitSeen(int count) {
    await("events; refused " + xprotect.refused())
        .atMost(Duration.ofSeconds(30))
        .until(() -> xprotect.seen().size() >= count);
  }

  @Test
  void showsAPersonsSceneMarkAsTheAnalyticsEventOfTheTable() {
    site = VmsSite.start(builder);

    assertThat(site.send(SceneMarks.seen("SMK_1", "ItemPresence", "Human", 0.91))).isEqualTo(200);

    awaitSeen(1);
    MilestoneSimulator.Seen seen = xprotect.seen().get(0);
    assertThat(seen.transport()).isEqualTo("http");
    assertThat(seen.event().message()).isEqualTo("NICE Human Detected");
    assertThat(seen.event().source()).isEqualTo("192.0.2.15");
    assertThat(seen.event().tag()).isEqualTo("SMK_1");
    assertThat(xprotect.refused()).isEmpty();
  }

  @Test
  void leavesOutWhatTheTablesDoNotName() {
    site = VmsSite.start(builder);
    String stranger = SceneMarks.NODE.replace("0002-000000000001_", "0002-00000000000f_");

    site.send(SceneMarks.seen("SMK_1", "ItemPresence", "Animal", 0.9));
    site.send(SceneMarks.seen("SMK_2", "Fire", "Human", 0.9).replace(SceneMarks.NODE, stranger));
    site.send(SceneMarks.gone("SMK_3", "ItemPresence", "Human"));
    site.send(SceneMarks.seen("SMK_4", "Fire", "Human", 0.9));

    awaitSeen(1);
    site.awaitEnded("milestone", "not-wanted", 2);
    assertThat(xprotect.seen()).hasSize(2);
  }

  @Test
  void makesADeadLetterOfWhatXprotectSays200ToAndDoesNotKnow() {
    site = VmsSite.start(builder);

    site.send(SceneMarks.seen("SMK_1", "ItemPresence", "Vehicle", 0.9));
    site.send(SceneMarks.seen("SMK_2", "ItemPresence", "Human", 0.9));

    site.awaitEnded("milestone", "dead-lettered", 1);
    assertThat(site.reason("milestone"))
        .contains("XProtect does not know the Analytics Event [NICE Vehicle Detected]");
    awaitSeen(1);
  }

  @Test
  void triesAgainWhileXprotectIsBrokenAndGivesUpWhereItIsForbidden() {
    builder.edit(
        "vms/milestone.camel.yaml",
        "order=camera&atOnce=4\" }\n    route:\n      description: Posts",
        "order=camera&atOnce=4&delay=200ms\" }\n    route:\n      description: Posts");
    site = VmsSite.start(builder);
    xprotect.be(Mood.BROKEN);

    site.send(SceneMarks.seen("SMK_1", "ItemPresence", "Human", 0.9));
    await().until(() -> xprotect.refused().size() >= 2);
    xprotect.be(Mood.NORMAL);
    awaitSeen(1);
    xprotect.be(Mood.FORBIDDING);
    site.send(SceneMarks.seen("SMK_2", "ItemPresence", "Human", 0.9));

    site.awaitEnded("milestone", "dead-lettered", 1);
    assertThat(site.reason("milestone")).contains("the sink answered with HTTP status 403");
  }

  @Test
  void givesUpASilentXprotectAfterTenSecondsAndDeliversWhenItSpeaks() {
    builder.edit("vms/milestone.camel.yaml", "timeout=10000&", "timeout=500&");
    site = VmsSite.start(builder);
    xprotect.be(Mood.SILENT);

    site.send(SceneMarks.seen("SMK_1", "ItemPresence", "Human", 0.9));
    await().until(() -> site.bridge.metric("nice_sink_attempts_total") >= 1);
    xprotect.be(Mood.NORMAL);

    awaitSeen(1);
  }

  @Test
  void writesTheSameByBareTcpAndAsAGenericEvent() {
    builder.edit(
        "vms/milestone.camel.yaml",
        "# For servers that are reached in another way",
        """
        - templatedRoute:
            routeId: tcp
            routeTemplateRef: milestone-tcp
            parameters: [ { name: sink, value: tcp }, { name: server, value: "127.0.0.1:%d" } ]
        - templatedRoute:
            routeId: line
            routeTemplateRef: milestone-generic
            parameters: [ { name: sink, value: line }, { name: server, value: "127.0.0.1:%d" } ]
        - templatedRoute:
            routeId: packet
            routeTemplateRef: milestone-generic
            parameters:
              - { name: sink, value: packet }
              - { name: protocol, value: udp }
              - { name: server, value: "127.0.0.1:%d" }
        #\
        """
            .formatted(xprotect.port(), generic.tcpPort(), generic.udpPort()));
    site = VmsSite.start(builder);

    site.send(SceneMarks.seen("SMK_1", "ItemPresence", "Human", 0.91));
    site.send(SceneMarks.seen("SMK_2", "Intrusion", "Human", 0.91));

    awaitSeen(4);
    assertThat(xprotect.seen())
        .filteredOn(seen -> seen.transport().equals("tcp"))
        .extracting(seen -> seen.event().message())
        .containsExactly("NICE Human Detected", "NICE Intrusion");
    await().until(() -> generic.seen().size() >= 4);
    assertThat(generic.seen())
        .containsExactlyInAnyOrder(
            "NICE Human Detected 192.0.2.15 SMK_1",
            "NICE Human Detected 192.0.2.15 SMK_1",
            "NICE Intrusion 192.0.2.15 SMK_2",
            "NICE Intrusion 192.0.2.15 SMK_2");
  }

  @Test
  void deliversByTcpOnceTheServerIsThere() throws Exception {
    int port = TestBridge.freePort();
    builder
        .set("nice.milestone.url", "http://127.0.0.1:%d/".formatted(port))
        .edit(
            "vms/milestone.camel.yaml",
            "routeTemplateRef: milestone-http\n"
                + "    parameters: [ { name: sink, value: milestone }, { name: url, value:"
                + " \"{{nice.milestone.url}}\" } ]",
            "routeTemplateRef: milestone-tcp\n    parameters: [ { name: sink, value: milestone }, { name: server, value: \"127.0.0.1:%d\" }, { name: options, value: \"delay=200ms\" } ]"
                .formatted(port))
        .without("nice.milestone.url");
    site = VmsSite.start(builder);

    site.send(SceneMarks.seen("SMK_1", "ItemPresence", "Human", 0.9));
    await().until(() -> site.bridge.metric("nice_sink_attempts_total") >= 2);

    try (MilestoneSimulator late = new MilestoneSimulator(port, Set.of("NICE Human Detected"))) {
      await().atMost(Duration.ofSeconds(30)).until(() -> !late.seen().isEmpty());
      site.awaitEnded("milestone", "delivered", 1);
    }
  }
}
