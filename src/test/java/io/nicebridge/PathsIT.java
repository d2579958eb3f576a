package io.nicebridge;

import static io.nicebridge.Messages.CAMERA;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Paths that name nothing, or something else than they seem to (catalogue C: B059 to B098): refused
 * as they were sent, over a raw socket, because a client library would clean them up.
 */
class PathsIT {
  private static final String OTHER = "00000001-5cdd-280b-8002-000000000009";
  private final Site site = Site.shared();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/1",
        "/1/" + CAMERA,
        "/1/" + CAMERA + "/management",
        "/1/" + CAMERA + "/management/",
        "/1/" + CAMERA + "/management/Get/extra",
        "/1/" + CAMERA + "//management/Get",
        "//1/" + CAMERA + "/management/Get",
        "/1/" + CAMERA + "/management/GetDeviceStatus/",
        "/1/" + CAMERA + "/MANAGEMENT/GetDeviceStatus",
        "/1/" + CAMERA + "/control/GetStatus",
        "/1/" + CAMERA + "/data/0001",
        "/2/" + CAMERA + "/management/GetDeviceStatus",
        "/observe/health",
        "/favicon.ico",
      })
  void answers404WhenNoSuchPathIsThere(String path) throws IOException {
    assertRefused(path, 404, 4040);
  }

  static Stream<String> malformedPaths() {
    Stream<String> written =
        Stream.of(
            "/1/" + CAMERA + "/../" + OTHER + "/management/Get",
            "/1/%2e%2e/management/Get",
            "/1/" + CAMERA + "%2F..%2FX/management/Get",
            "/1/..%5c/management/Get",
            "/1/%252e%252e%252f/management/Get",
            "/1/+/management/Get",
            "/1/%2B/management/Get",
            "/1/#/management/Get",
            "/1/%23/management/Get",
            "/1/" + CAMERA + "/management/+",
            "/1/" + CAMERA + "/management/#",
            "/1/$SYS/management/Get",
            "/1/a%00b/management/Get",
            "/1/%7f/management/Get",
            "/1/%0d%0aX:1/management/Get",
            "/1/%ff/management/Get",
            "/1/%c0%af/management/Get",
            "/1/%ed%a0%80/management/Get",
            "/1/%E2%80%AE/management/Get",
            "/1/%EF%BB%BF/management/Get",
            "/1/%zz/management/Get",
            "/1/%/management/Get",
            "/1/%4/management/Get",
            "/1/" + CAMERA + ";jsessionid=1/management/Get",
            "/-1/" + CAMERA + "/management/Get",
            "/1e0/" + CAMERA + "/management/Get",
            "/01/" + CAMERA + "/management/Get",
            "/1/" + CAMERA.replace("-", "") + "/management/Get",
            "/1/" + CAMERA.substring(1) + "/management/Get",
            "/1/" + CAMERA + "0/management/Get",
            "/1/{" + CAMERA + "}/management/Get",
            "/1/g" + CAMERA.substring(1) + "/management/Get",
            "/1/" + CAMERA + "/control/1/GetStatus",
            "/1/" + CAMERA + "/control/00001/GetStatus",
            "/1/" + CAMERA + "/control/zzzz/GetStatus",
            "/1/" + CAMERA + "/control/+/GetStatus",
            "/1/" + CAMERA + "/data/0001/1",
            "/1/" + CAMERA + "/data/0001/zzzz",
            "/1/" + CAMERA + "/management/" + "A".repeat(65),
            "/1/" + CAMERA + "/management/1Get",
            "/1/" + CAMERA + "/management/Get.Status",
            "/1/" + CAMERA + "/management/" + "A".repeat(2_100),
            "/" + Messages.STATUS + "?x=1",
            "/" + Messages.STATUS + "?",
            "/" + Messages.STATUS + "#f");
    Stream<String> controls =
        IntStream.rangeClosed(1, 0x1F)
            .mapToObj(c -> "/1/" + CAMERA + "%%%02x/management/Get".formatted(c));
    return Stream.concat(written, controls);
  }

  @ParameterizedTest
  @MethodSource("malformedPaths")
  void answers400WhenAPathElementIsMalformed(String path) throws IOException {
    assertRefused(path, 400, 4000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example/" + Messages.STATUS,
        "https://localhost/" + Messages.STATUS,
        "*",
      })
  void answers400WhenTheTargetIsNoPath(String target) throws IOException {
    assertRefused(target, 400, 4000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/1/" + CAMERA + "/management/Get Status"})
  void refusesARequestLineThatIsNone(String path) throws IOException {
    int mark = site.mark();
    try (RawHttps raw = site.bridge.raw()) {
      RawHttps.Response response =
          raw.send(Messages.post(path.substring(1), site.token, "{}")).read();
      assertThat(response.status()).isEqualTo(400);
    }
    site.assertNothingWasPublishedSince(mark);
  }

  private void assertRefused(String path, int status, int errorCode) throws IOException {
    int mark = site.mark();
    try (RawHttps raw = site.bridge.raw()) {
      String request =
          Messages.post("", site.token, Messages.request(site.token))
              .replaceFirst(
                  "POST / ", java.util.regex.Matcher.quoteReplacement("POST " + path + " "));
      RawHttps.Response response = raw.send(request).read();

      assertThat(response.status()).as(path).isEqualTo(status);
      assertThat(response.body())
          .contains("\"MessageType\":\"response\"")
          .contains("\"ReplyStatusCode\":" + status)
          .contains("\"ReplyErrorCode\":" + errorCode);
      assertThat(response.header("Content-Type")).contains("application/json");
      assertThat(response.header("X-Content-Type-Options")).contains("nosniff");
      assertThat(response.header("Content-Length")).isPresent();
    }
    site.assertNothingWasPublishedSince(mark);
  }
}
