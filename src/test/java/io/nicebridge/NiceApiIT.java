package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nicebridge.demo.DevCertificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The device library scenera-niceapi itself, unchanged, behind the bridge. It is no part of this
 * repository, so the profile niceapi alone runs this: NICEAPI names the folders, joined as Python's
 * path is, where it and what it needs (authlib, pycryptodomex, cryptography, requests) can be
 * imported from.
 */
@Tag("niceapi")
class NiceApiIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"https", "mqtt"})
  void completesTheCallsOfTheLibraryItself(String scheme) throws Exception {
    // With RSA keys the library asks authlib for RSA1_5, which authlib 1.2 does not have.
    try (SceneraSite site = new SceneraSite("EC", scheme)) {
      List<String> told = run(given(site));

      assertThat(told)
          .as(Files.readString(folder.resolve("device.err")))
          .containsSubsequence(
              "initialize_jose good",
              "GetManagementEndPoint good",
              "GetDateTime(LA) good",
              "GetManagementObject good",
              "GetDateTime(AS) good",
              "GetControlObject good",
              "GetSceneMode good",
              "SetSceneMark good",
              "SetSceneMark(encrypted) good");
      assertThat(site.server.faults()).isEmpty();
      assertThat(site.asked(scheme)).isEqualTo(6);
      await().until(() -> site.sceneMarks().size() == 2);
      assertThat(site.sceneMarks().get(0)).contains("SMK");
    }
  }

  /** It reads a 200 only, believes a signature only, and then says what it was told. */
  @Test
  void believesTheBridgesOwnRefusals() throws Exception {
    try (SceneraSite site = new SceneraSite("EC", "https")) {
      site.stopService();
      List<String> told = run(given(site));

      assertThat(told).contains("GetManagementEndPoint failed");
      assertThat(Files.readString(folder.resolve("device.err")))
          .containsPattern("CMFResponse - [^}]*\"ReplyStatusCode\": 503")
          .contains("nothing was sent", "no payload")
          .doesNotContain("failed to verify", "not signed");
    }
  }

  private Path given(SceneraSite site) throws Exception {
    String root = SceneraDevice.base64(site.bridge.certificates().authority());
    ObjectNode given = JSON.createObjectNode();
    ObjectNode security =
        given
            .putObject("security")
            .put("Version", "1.0")
            .put("DeviceID", SceneraDevice.ID)
            .put("DevicePassword", "");
    security.putObject("DevicePrivateKey").put("EncryptionKeyID", "").put("EncryptedKey", "");
    security.putArray("DeviceCertificate").add(SceneraDevice.base64(site.device.certificate()));
    security.putArray("AllowedTLSRootCertificates").add(root);
    security.putArray("NICELARootCertificate").add(root);
    security
        .putObject("NICELAEndPoint")
        .put("APIVersion", "1.0")
        .put("EndPointID", SceneraServer.NETWORK)
        .putArray("Scheme")
        .addObject()
        .put("Protocol", "WebAPI")
        .put("Authority", site.authority())
        .put("Role", "Client")
        .put("AccessToken", site.bearer);
    given.put("key", DevCertificates.pem(site.device.key().getPrivate()));
    return Files.writeString(folder.resolve("given.json"), given.toString());
  }

  private static String library() {
    String folders = System.getenv("NICEAPI");
    assertThat(folders)
        .as("NICEAPI must name the folders of niceapi and of what it needs")
        .isNotBlank();
    return folders;
  }

  private List<String> run(Path given) throws Exception {
    Path script = Path.of("src/test/resources/niceapi/device.py").toAbsolutePath();
    ProcessBuilder python =
        new ProcessBuilder("python3", script.toString(), given.toString())
            .directory(folder.toFile())
            .redirectError(folder.resolve("device.err").toFile());
    python.environment().put("PYTHONPATH", library());
    python.environment().put("DUMP_MESSAGE", "1");
    Process process = python.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("device.err"))).isZero();
    return output.lines().toList();
  }
}
