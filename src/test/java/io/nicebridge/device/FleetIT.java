package io.nicebridge.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nicebridge.TestBridge;
import io.nicebridge.demo.DevCertificates;
import io.nicebridge.demo.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** 300 virtual devices on one bridge. */
class FleetIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ALL = 300;
  private static final String PASSWORD = "la-password-swordfish";

  /** One whose state nobody can read. */
  private static final int BROKEN = 42;

  private final DevCertificates certificates = new DevCertificates();

  private static String device(int number) {
    return "00000001-5cdd-280b-8002-%012d".formatted(number);
  }

  @Test
  void connectsThreeHundredDevicesAgainWithinAMinuteAndOneBrokenDeviceAffectsNoOther()
      throws Exception {
    Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/it")), "fleet");
    SimulatedService la =
        new SimulatedService(Objects.LA_APP, Objects.LA_NET, certificates, folder);
    la.admit(PASSWORD);
    try (EmbeddedBroker main = new EmbeddedBroker().start();
        SimulatedLicenseAuthority web =
            new SimulatedLicenseAuthority(certificates, TestBridge.freePort()).start();
        SimulatedService running = la.start();
        TestBridge bridge = bridge(main, web)) {
      web.give(
          device ->
              Objects.endPoint(
                  device, running.authority(), PASSWORD, running.signer().certificate()));
      awaitReady(bridge, running);

      int once = web.asked();
      Instant gone = Instant.now();
      running.stop();
      await().atMost(Duration.ofSeconds(30)).until(() -> ready(bridge) == 0);
      running.start();
      awaitReady(bridge, running);
      assertThat(Duration.between(gone, Instant.now())).isLessThan(Duration.ofMinutes(1));

      JsonNode broken = find(bridge, device(BROKEN));
      assertThat(broken.path("fault").asText()).contains("cannot be read by this nice.device.key");
      assertThat(bridge.isReady()).as("the bridge is ready").isTrue();
      assertThat(web.asked()).as("nobody asks again").isEqualTo(once);
    }
  }

  private TestBridge bridge(EmbeddedBroker main, SimulatedLicenseAuthority web) throws IOException {
    TestBridge.Builder builder =
        TestBridge.on(main.tcp().toString())
            .set("nice.device.key", "file:device.key")
            .edit(
                "devices.camel.yaml",
                "          # 00000001-5cdd-280b-8002-000000000101  0001:0001+0002,0002  file:/run/secrets/lobby.json  local://lobby\n",
                IntStream.rangeClosed(1, ALL)
                    .mapToObj(FleetIT::device)
                    .map("          %1$s  0001  file:%1$s.json\n"::formatted)
                    .collect(Collectors.joining()));
    Path home = builder.home();
    Files.writeString(home.resolve("device.key"), "0123456789abcdef".repeat(4));
    for (int number = 1; number <= ALL; number++) {
      Files.writeString(
          home.resolve(device(number) + ".json"),
          Objects.security(device(number), web.authority(), certificates.authority()));
    }
    Files.createDirectories(home.resolve("devices"));
    Files.writeString(home.resolve("devices/" + device(BROKEN) + ".state"), "no state at all");
    return builder.launch();
  }

  private static long ready(TestBridge bridge) {
    return StreamSupport.stream(page(bridge).spliterator(), false)
        .filter(device -> device.path("links").path(0).path("state").asText().equals("ready"))
        .count();
  }

  private static JsonNode find(TestBridge bridge, String device) {
    return StreamSupport.stream(page(bridge).spliterator(), false)
        .filter(one -> one.path("device").asText().equals(device))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode page(TestBridge bridge) {
    try {
      return JSON.readTree(
          bridge.management("/observe/devices").map(answer -> answer.body()).orElse("[]"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitReady(TestBridge bridge, SimulatedService la) {
    await("all but one are connected")
        .atMost(Duration.ofSeconds(60))
        .until(() -> ready(bridge) == ALL - 1 && la.devices() == ALL - 1);
  }
}
