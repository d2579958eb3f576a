package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.demo.DevCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sslscan and openssl find at the front door (NICE 0.9 section 5; catalogue T01 to T08). */
@Tag("interop")
class CipherSuitesIT {
  private static final List<String> TLS13 =
      List.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256");
  private final Site site = Site.shared();

  @Test
  void listsExactlyTheSpecificationsSuitesWhenBothKeysAreThere() throws Exception {
    assertThat(accepted(site.bridge.port()))
        .containsExactlyInAnyOrder(
            TLS13.get(0),
            TLS13.get(1),
            "ECDHE-ECDSA-AES256-GCM-SHA384",
            "ECDHE-RSA-AES256-GCM-SHA384",
            "ECDHE-ECDSA-AES128-GCM-SHA256",
            "ECDHE-RSA-AES128-GCM-SHA256",
            "DHE-RSA-AES256-GCM-SHA384");
  }

  @Test
  void listsTheRsaSuitesOnlyWhenTheKeyIsRsa() throws Exception {
    assertThat(acceptedWith("RSA"))
        .containsExactlyInAnyOrder(
            TLS13.get(0),
            TLS13.get(1),
            "ECDHE-RSA-AES256-GCM-SHA384",
            "ECDHE-RSA-AES128-GCM-SHA256",
            "DHE-RSA-AES256-GCM-SHA384");
  }

  @Test
  void listsTheEcdsaSuitesOnlyWhenTheKeyIsEc() throws Exception {
    assertThat(acceptedWith("EC"))
        .containsExactlyInAnyOrder(
            TLS13.get(0),
            TLS13.get(1),
            "ECDHE-ECDSA-AES256-GCM-SHA384",
            "ECDHE-ECDSA-AES128-GCM-SHA256");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_1", "-tls1"})
  void refusesOlderVersions(String version) throws Exception {
    assertThat(handshake(version, "-cipher", "ALL:@SECLEVEL=0"))
        .doesNotContain("Cipher is TLS_")
        .doesNotContainPattern("Cipher is [A-Z]+-");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AES256-GCM-SHA384",
        "ECDHE-RSA-AES128-SHA256",
        "ECDHE-RSA-CHACHA20-POLY1305",
        "DHE-RSA-AES128-GCM-SHA256",
        "NULL",
        "aNULL",
        "PSK",
        "AES128-SHA",
        "CAMELLIA256-SHA",
      })
  void refusesEverySuiteOutsideTheSpecification(String suite) throws Exception {
    assertThat(handshake("-tls1_2", "-cipher", suite + ":@SECLEVEL=0"))
        .doesNotContainPattern("Cipher is [A-Z]+[A-Z0-9]*-");
  }

  @Test
  void agreesOnADiffieHellmanGroupOf2048BitsOrMore() throws Exception {
    String text = handshake("-tls1_2", "-cipher", "DHE-RSA-AES256-GCM-SHA384");

    Matcher bits = Pattern.compile("Server Temp Key: DH, ([0-9]+) bits").matcher(text);
    assertThat(bits.find()).as(text).isTrue();
    assertThat(Integer.parseInt(bits.group(1))).isGreaterThanOrEqualTo(2048);
  }

  @ParameterizedTest
  @ValueSource(strings = {"P-521", "X448", "secp256k1"})
  void refusesOtherCurves(String curve) throws Exception {
    assertThat(handshake("-tls1_3", "-groups", curve)).doesNotContain("Cipher is TLS_AES");
  }

  private static List<String> acceptedWith(String algorithm) throws Exception {
    TestBridge.Builder builder = TestBridge.on("tcp://127.0.0.1:" + TestBridge.freePort());
    keyStore(builder, algorithm);
    try (TestBridge bridge = builder.launch()) {
      org.awaitility.Awaitility.await()
          .atMost(java.time.Duration.ofSeconds(60))
          .until(() -> bridge.log().contains("front door open"));
      return accepted(bridge.port());
    }
  }

  private static void keyStore(TestBridge.Builder builder, String algorithm)
      throws IOException, GeneralSecurityException {
    DevCertificates certificates = builder.certificates();
    Path file = builder.home().resolve("server.p12");
    certificates.writeKeyStore(file, List.of(certificates.server(algorithm)));
  }

  private static List<String> accepted(int port) throws Exception {
    String text = run("sslscan", "--no-colour", "--no-heartbleed", "localhost:" + port);
    return Pattern.compile("(?m)^(?:Accepted|Preferred) +\\S+ +\\d+ bits +(\\S+)")
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .distinct()
        .toList();
  }

  private String handshake(String... options) throws Exception {
    List<String> command =
        new java.util.ArrayList<>(
            List.of("openssl", "s_client", "-connect", "localhost:" + site.bridge.port()));
    command.addAll(List.of(options));
    return run(command.toArray(String[]::new));
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return text;
  }
}
