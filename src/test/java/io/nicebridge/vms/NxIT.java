package io.nicebridge.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nicebridge.TestBridge;
import io.nicebridge.demo.DevCertificates;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.NxSimulator;
import io.nicebridge.demo.VmsServer.Mood;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SceneMarks in Network Optix, over TLS with a certificate that the server signed itself. */
class NxIT {
  private static final String FILE = "vms/nx.camel.yaml";
  private final EmbeddedBroker broker = new EmbeddedBroker();
  private final DevCertificates.Identity identity = new DevCertificates().server("EC");
  private final NxSimulator nx = new NxSimulator(identity);
  private TestBridge.Builder builder;
  private VmsSite site;

  @BeforeEach
  void open() throws Exception {
    broker.start();
    byte[] print = MessageDigest.getInstance("SHA-256").digest(identity.certificate().getEncoded());
    builder =
        VmsSite.with("nx", broker.tcp().toString())
            .set("nice.nx.url", nx.url())
            .set("nice.nx.username", NxSimulator.USER)
            .set("nice.nx.password", NxSimulator.PASSWORD)
            .set("nice.nx.pin", HexFormat.of().formatHex(print));
  }

  @AfterEach
  void close() {
    if (site != null) {
      site.close();
    }
    nx.close();
    broker.close();
  }

  private void awaitTaken(int count) {
    await("taken; refused " + nx.refused())
        .atMost(Duration.ofSeconds(40))
        .until(() -> nx.taken().size() >= count);
  }

  @Test
  void createsAGenericEventAndLogsInAgainWhenTheSessionIsOver() {
    site = VmsSite.start(builder);

    site.send(SceneMarks.seen("SMK_1", "ItemPresence", "Human", 0.91));
    awaitTaken(1);
    nx.forgetSessions();
    site.send(SceneMarks.seen("SMK_2", "Intrusion", "Human", 0.91));
    awaitTaken(2);

    assertThat(nx.taken().get(0).body())
        .contains("\"timestamp\":1767608130250")
        .contains("\"state\":\"instant\"")
        .contains("\"source\":\"NICE/0001\"")
        .contains("\"caption\":\"Human detected\"")
        .contains("\"deviceIds\":[\"{5d7b2c1e-1111-2222-3333-444455556666}\"]");
    assertThat(nx.taken().get(1).body()).contains("\"caption\":\"Intrusion\"");
    assertThat(nx.refused()).containsExactly("401 no session");
  }

  @Test
  void makesADeadLetterWithTheReasonWhereThePasswordIsWrong() {
    site = VmsSite.start(builder.set("nice.nx.password", "another"));

    site.send(SceneMarks.seen("SMK_1", "ItemPresence", "Human", 0.91));

    site.awaitEnded("nx", "dead-lettered", 1);
    assertThat(site.reason("nx"))
        .contains("refuses the login of [nice-bridge] with HTTP status 401");
    assertThat(site.bridge.log()).doesNotContain("another");
  }

  @Test
  void sendsNothingToAServerWithAnotherCertificateThanThePinnedOne() {
    site = VmsSite.start(builder.set("nice.nx.pin", "0".repeat(64)));

    site.send(SceneMarks.seen("SMK_1", "ItemPresence", "Human", 0.91));

    await().until(() -> site.bridge.metric("nice_sink_attempts_total") >= 1);
    assertThat(nx.taken()).isEmpty();
    assertThat(nx.refused()).isEmpty();
  }

  @Test
  void takesNoCredentialsToWhereARedirectLeadsThatIsNotTheSystems() {
    try (NxSimulator other = new NxSimulator(identity)) {
      nx.relayTo(other.url());
      site = VmsSite.start(builder);

      site.send(SceneMarks.seen("SMK_1", "ItemPresence", "Human", 0.91));

      await().until(() -> site.bridge.metric("nice_sink_attempts_total") >= 1);
      assertThat(other.taken()).isEmpty();
      assertThat(other.refused()).isEmpty();
    }
  }

  @Test
  void followsARedirectOfTheRelayToAnotherHostOfTheSameSystemWithItsCredentials() throws Exception {
    try (NxSimulator behind = new NxSimulator(identity)) {
      // The names of the relay are those of this machine, for this process only.
      Files.writeString(
          builder.home().resolve("hosts"),
          "127.0.0.1 localhost site.relay.vmsproxy.com site.relay-fra.vmsproxy.com\n");
      nx.relayTo(behind.url().replace("localhost", "site.relay-fra.vmsproxy.com"));
      site =
          VmsSite.start(
              builder
                  .jvm("-Djdk.net.hosts.file=hosts")
                  .set("nice.nx.url", nx.url().replace("localhost", "site.relay.vmsproxy.com")));

      site.send(SceneMarks.seen("SMK_1", "ItemPresence", "Human", 0.91));

      await("taken; refused " + behind.refused())
          .atMost(Duration.ofSeconds(40))
          .until(() -> behind.taken().size() == 1);
      assertThat(nx.taken()).isEmpty();
      assertThat(behind.refused()).isEmpty();
    }
  }

  @Test
  void waitsForASlowServerAndComesAgainToOneThatWasDead() {
    builder.edit(
        FILE, "sink:nx?order=camera&atOnce=4", "sink:nx?order=camera&atOnce=4&delay=200ms");
    site = VmsSite.start(builder);
    nx.be(Mood.SLOW);
    site.send(SceneMarks.seen("SMK_1", "ItemPresence", "Human", 0.91));
    awaitTaken(1);
    assertThat(nx.taken()).hasSize(1);

    nx.be(Mood.DEAD);
    site.send(SceneMarks.seen("SMK_2", "Intrusion", "Human", 0.91));
    await().until(() -> site.bridge.metric("nice_sink_attempts_total") >= 2);
    nx.be(Mood.NORMAL);
    awaitTaken(2);
    site.awaitEnded("nx", "delivered", 2);
  }

  @Test
  void startsWhatIsSeenOnceAndStopsItWhenItIsGoneAlsoAfterARestart() throws Exception {
    builder
        .edit(FILE, "openEvents: \"\"", "openEvents: nx-open.txt")
        .edit(FILE, "idleSeconds: 30", "idleSeconds: 600");
    site = VmsSite.start(builder);

    site.send(SceneMarks.seen("SMK_1", "ItemPresence", "Human", 0.91));
    site.send(SceneMarks.seen("SMK_2", "ItemPresence", "Human", 0.91));
    awaitTaken(1);
    site.awaitEnded("nx", "not-wanted", 1);
    site.bridge.close();
    site.bridge.restart();
    site.send(SceneMarks.gone("SMK_3", "ItemPresence", "Human"));

    awaitTaken(2);
    assertThat(nx.taken().get(0).body()).contains("\"state\":\"started\"");
    assertThat(nx.taken().get(1).body()).contains("\"state\":\"stopped\"");
    await().until(() -> Files.readString(builder.home().resolve("nx-open.txt")).isEmpty());
  }

  @Test
  void stopsWhatWasNotSeenForAWhile() {
    builder
        .edit(FILE, "openEvents: \"\"", "openEvents: nx-open.txt")
        .edit(FILE, "idleSeconds: 30", "idleSeconds: 1")
        .edit(FILE, "period: 5000", "period: 300");
    site = VmsSite.start(builder);

    site.send(SceneMarks.seen("SMK_1", "ItemPresence", "Human", 0.91));

    awaitTaken(2);
    assertThat(nx.taken().get(1).body())
        .contains("\"state\":\"stopped\"")
        .contains("\"caption\":\"Human detected\"");
  }

  @Test
  void asksOlderServersByTheirOwnCall() {
    builder.edit(FILE, "legacy: false", "legacy: true").edit(FILE, "login: nx", "login: basic");
    site = VmsSite.start(builder);

    site.send(SceneMarks.seen("SMK_1", "ItemPresence", "Human", 0.91));

    awaitTaken(1);
    assertThat(nx.taken().get(0).target())
        .startsWith("/api/createEvent?timestamp=2026-01-05T10%3A15%3A30.250Z&source=NICE%2F0001")
        .contains("&caption=Human%20detected&")
        .contains(
            "metadata=%7B%22cameraRefs%22%3A%5B%225d7b2c1e-1111-2222-3333-444455556666%22%5D%7D");
  }

  @Test
  void deliversWhatABrokenServerDidNotTakeWhenItWorksAgain() {
    builder.edit(
        FILE, "sink:nx?order=camera&atOnce=4", "sink:nx?order=camera&atOnce=4&delay=200ms");
    site = VmsSite.start(builder);
    nx.be(Mood.BROKEN);

    site.send(SceneMarks.seen("SMK_1", "ItemPresence", "Human", 0.91));
    await().until(() -> nx.refused().size() >= 2);
    nx.be(Mood.NORMAL);

    awaitTaken(1);
  }
}
