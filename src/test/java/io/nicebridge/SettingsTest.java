package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  private Path home;
  private Folder folder;

  @BeforeEach
  void aGoodFolder(@TempDir Path home) {
    this.home = home;
    folder = new Folder(home);
  }

  @Test
  void takesTheShippedDefaultWhereTheFileSaysNothing() {
    Settings settings = folder.read();

    assertThat(settings.duration("nice.control.timeout")).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.size("nice.http.max-body")).isEqualTo(4L << 20);
    assertThat(settings.count("camel.server.port")).isEqualTo(8443);
    assertThat(settings.on("nice.reload.watch")).isFalse();
    assertThat(settings.rateOrOff("nice.http.rate-limit")).isEmpty();
    assertThat(settings.durationOrOff("nice.http.freshness")).isEmpty();
    assertThat(settings.list("nice.token.algorithms")).containsExactly("ES256", "RS256", "PS256");
  }

  @Test
  void theFileOverridesTheDefaultTheEnvironmentTheFileAndTheCommandLineAll() {
    folder.settings("nice.control.timeout=1s\n");
    assertThat(folder.read().duration("nice.control.timeout")).hasSeconds(1);

    folder.environment(Map.of("NICE_CONTROL_TIMEOUT", "2s"));
    assertThat(folder.read().duration("nice.control.timeout")).hasSeconds(2);

    folder.jvm("nice.control.timeout", "3s");
    assertThat(folder.read().duration("nice.control.timeout")).hasSeconds(3);
  }

  @Test
  void aVariableMaySpellAKeyWithOrWithoutItsDashes() {
    folder.environment(Map.of("NICE_HTTP_MAX_IN_FLIGHT", "5"));
    assertThat(folder.read().count("nice.http.max-in-flight")).isEqualTo(5);

    folder.environment(Map.of("NICE_HTTP_MAXINFLIGHT", "6"));
    assertThat(folder.read().count("nice.http.max-in-flight")).isEqualTo(6);

    folder.environment(Map.of("CAMEL_MAIN_SHUTDOWN_TIMEOUT", "7"));
    assertThat(folder.read().effective()).containsEntry("camel.main.shutdownTimeout", "7");
  }

  @Test
  void ignoresThePortThatKubernetesPutsIntoEveryPod() {
    folder.environment(Map.of("CAMEL_SERVER_PORT", "tcp://10.0.0.1:443"));
    assertThat(folder.read().count("camel.server.port")).isEqualTo(8443);

    folder.environment(Map.of("CAMEL_SERVER_PORT", "9443"));
    assertThat(folder.read().count("camel.server.port")).isEqualTo(9443);
  }

  @Test
  void anotherSpellingOfCamelsKeyIsTheSameKey() {
    folder.settings("camel.main.shutdown-timeout=3\n");

    assertThat(folder.read().effective())
        .containsEntry("camel.main.shutdownTimeout", "3")
        .doesNotContainKey("camel.main.shutdown-timeout");
  }

  @Test
  void ofTwoLinesTheLaterCounts() {
    folder.settings("nice.control.timeout=1s\nnice.control.timeout=2s\n");

    assertThat(folder.read().duration("nice.control.timeout")).hasSeconds(2);
    assertThat(folder.faults()).isEmpty();
  }

  @Test
  void knowsTheBrokersOfTheFileTheEnvironmentAndTheCommandLine() {
    folder
        .settings("nice.broker.site-b.url=tcp://b:1883\nnice.broker.site-b.heartbeat=9s\n")
        .environment(
            Map.of("NICE_BROKER_C_URL", "tcp://c:1883", "NICE_BROKER_SITE_B_URL", "tcp://b2"))
        .jvm("nice.broker.d.url", "tcp://d:1883");
    Settings settings = folder.read();

    assertThat(settings.brokerNames()).containsExactly("c", "d", "main", "site-b");
    assertThat(settings.broker("site-b", "url")).contains("tcp://b2");
    assertThat(settings.duration(Settings.brokerKey("site-b", "heartbeat"))).hasSeconds(9);
    assertThat(settings.duration(Settings.brokerKey("c", "heartbeat"))).hasSeconds(1);
    assertThat(folder.faults()).isEmpty();
  }

  @Test
  void whatIsSaidForEveryBrokerIsForThoseThatSayNothingElse() {
    folder.settings("nice.broker.*.heartbeat=7s\n");

    assertThat(folder.read().duration(Settings.brokerKey("main", "heartbeat"))).hasSeconds(7);
  }

  @Test
  void aSecretMayStandInAMountedFile() {
    folder.write("secret", "s3cret\n").settings("nice.broker.main.password=file:secret\n");

    assertThat(folder.read().secret("nice.broker.main.password")).contains("s3cret");
  }

  @Test
  void filesAreMeantFromTheFolder() {
    Settings settings = folder.settings("nice.token.jwks=file:jwks.json\n").read();

    assertThat(settings.path("camel.ssl.keyStore")).contains(home.resolve("server.p12"));
    assertThat(settings.address("nice.token.jwks"))
        .contains(home.resolve("jwks.json").toAbsolutePath().toUri());
  }

  @Test
  void anEmptyValueIsNone() {
    folder.settings("nice.token.issuer=\nnice.broker.main.reply-topics=\n");

    assertThat(folder.read().text("nice.token.issuer")).isEmpty();
    assertThat(folder.read().list("nice.broker.main.reply-topics")).isEmpty();
    assertThat(folder.faults()).isEmpty();
  }

  @Test
  void showsNoValueByAccident() {
    assertThat(folder.read().layers().all().toString()).doesNotContain("changeit");
  }
}
