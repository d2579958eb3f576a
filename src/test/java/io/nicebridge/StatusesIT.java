package io.nicebridge;

import static io.nicebridge.Messages.CALLER;
import static io.nicebridge.Messages.CAMERA;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each status of the contract's table, over real HTTPS, with the Common Message that goes with it.
 */
class StatusesIT {
  private final Site site = Site.shared();

  @Test
  void answersWhatTheCameraSaidByteForByte() {
    int mark = site.mark();
    String body = Messages.request(site.token);

    HttpResponse<String> response = site.send(site.post(Messages.STATUS, body).build());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    org.awaitility.Awaitility.await().until(() -> site.wiretap.since(mark).size() >= 2);
    assertThat(site.wiretap.since(mark).get(0).topic()).isEqualTo(Messages.STATUS);
    assertThat(site.wiretap.since(mark).get(0).text()).isEqualTo(body);
    assertThat(site.wiretap.since(mark).get(1).text()).isEqualTo(response.body());
  }

  @Test
  void answersAPutAsAPost() {
    String body = Messages.request(site.token);
    HttpRequest put =
        site.post(Messages.STATUS, body).PUT(HttpRequest.BodyPublishers.ofString(body)).build();

    assertThat(site.send(put).statusCode()).isEqualTo(200);
  }

  @Test
  void answersAControlRequest() {
    String path = "1/" + CAMERA + "/control/0001/GetStatus";
    String body = Messages.request(path, site.token, Messages.nextCommand());

    assertThat(site.send(site.post(path, body).build()).statusCode()).isEqualTo(200);
  }

  @Test
  void answersACommandTypeWithALeadingSlash() {
    String message =
        Messages.request(CALLER, CAMERA, "/" + Messages.STATUS, site.token, Messages.nextCommand());

    assertThat(site.send(site.post(Messages.STATUS, message).build()).statusCode()).isEqualTo(200);
  }

  @Test
  void publishesOneSpellingOfAnUpperCaseEndPointId() {
    String id = "0000000A-5CDD-280B-8002-00000000000B";
    String path = "1/" + id + "/management/GetDeviceStatus";
    int mark = site.mark();
    String body = Messages.request(CALLER, id, path, site.token, Messages.nextCommand());

    site.send(site.post(path, body).header("Prefer", "wait=1").build());

    assertThat(site.wiretap.since(mark).get(0).topic())
        .isEqualTo("1/" + id.toLowerCase(java.util.Locale.ROOT) + "/management/GetDeviceStatus");
  }

  static Stream<String> unreadableBodies() {
    String good = Messages.request("T");
    return Stream.of(
        "",
        "null",
        "[]",
        "\"x\"",
        "{}",
        "{",
        good + "x",
        good + good,
        good.replace("\"EncryptionOn\":false,", ""),
        good.replace("\"EncryptionOn\":false", "\"EncryptionOn\":\"maybe\""),
        good.replace("\"MessageType\":\"request\"", "\"MessageType\":\"response\""),
        good.replace("\"MessageType\"", "\"Unknown\":1,\"MessageType\""),
        good.replace("\"CommandID\":", "\"CommandID\":-"),
        good.replace("\"CommandID\":", "\"CommandID\":1.0,\"x\":"),
        good.replace("\"SourceEndPointID\":\"0", "\"SourceEndPointID\":\""),
        good.replace("\"DestinationEndPointID\":\"0", "\"DestinationEndPointID\":\"1"),
        good.replace("management/GetDeviceStatus", "management/Other"),
        good.replace("\"CommandType\":\"1/", "\"CommandType\":\"mqtt://evil.example/1/"),
        good.replace("Z\"", "\""),
        good.replace("{\"Body\":\"{}\"}", "\"text\""));
  }

  @ParameterizedTest
  @MethodSource("unreadableBodies")
  void answers400WhenTheBodyIsNoCommonMessageOfThisPath(String body) {
    int mark = site.mark();
    assertAnswer(site.send(site.post(Messages.STATUS, body).build()), 400);
    site.assertNothingWasPublishedSince(mark);
  }

  @Test
  void answers400WithTheCommandIdAsReplyIdWhereItCouldBeRead() {
    String body = Messages.request(Messages.STATUS, site.token, 4711).replace("false", "\"maybe\"");

    assertThat(site.send(site.post(Messages.STATUS, body).build()).body())
        .contains("\"ReplyID\":4711");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Control", "Data"})
  void answers403WhenThePermissionsDoNotHoldTheInterface(String permission) {
    String token = site.bridge.tokens().token(CALLER, permission);
    int mark = site.mark();

    assertAnswer(site.send(withToken(token)), 403);

    site.assertNothingWasPublishedSince(mark);
  }

  @Test
  void answers403WhenTheSubjectIsNotTheSource() {
    String token = site.bridge.tokens().token(TestBridge.ID, "Management");
    int mark = site.mark();

    assertAnswer(site.send(withToken(token)), 403);

    site.assertNothingWasPublishedSince(mark);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO", "post"})
  void answers405WithAllowToAnotherMethod(String method) throws IOException {
    int mark = site.mark();
    try (RawHttps raw = site.bridge.raw()) {
      raw.send(
          Messages.post(Messages.STATUS, site.token, Messages.request(site.token))
              .replaceFirst("POST", method));
      String head = statusLineAndHeaders(raw);
      assertThat(head).startsWith("HTTP/1.1 405").contains("POST, PUT");
    }
    site.assertNothingWasPublishedSince(mark);
  }

  private static String statusLineAndHeaders(RawHttps raw) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int c = raw.socket().getInputStream().read();
      assertThat(c).as("the connection ended early: " + text).isNotNegative();
      text.append((char) c);
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/json;q=0", "application/xml, text/*", ",,,,"})
  void answers406WhenJsonIsNotAccepted(String accept) {
    int mark = site.mark();
    HttpRequest request =
        site.post(Messages.STATUS, Messages.request(site.token)).header("Accept", accept).build();

    assertAnswer(site.send(request), 406);

    site.assertNothingWasPublishedSince(mark);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*/*", "application/*", "text/html, application/json;q=0.1", "application/json"})
  void answers200WhenJsonIsAccepted(String accept) {
    HttpRequest request =
        site.post(Messages.STATUS, Messages.request(site.token)).header("Accept", accept).build();

    assertThat(site.send(request).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json;charset=utf-16",
        "application/jsonx",
        "application/json-patch+json",
        "*/*",
      })
  void answers415ToAnotherContentType(String type) {
    int mark = site.mark();
    HttpRequest request =
        site.post(Messages.STATUS, Messages.request(site.token))
            .setHeader("Content-Type", type)
            .build();

    assertAnswer(site.send(request), 415);

    site.assertNothingWasPublishedSince(mark);
  }

  @Test
  void answers415ToACompressedBody() {
    HttpRequest request =
        site.post(Messages.STATUS, Messages.request(site.token))
            .header("Content-Encoding", "gzip")
            .build();

    assertAnswer(site.send(request), 415);
  }

  @Test
  void answers413BeforeReadingABodyThatSaysItIsTooLarge() throws IOException {
    int mark = site.mark();
    try (RawHttps raw = site.bridge.raw()) {
      raw.send(
          "POST /%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                  .formatted(Messages.STATUS)
              + "Content-Length: 4194305\r\n\r\n");
      assertThat(raw.read().status()).isEqualTo(413);
      assertThat(raw.isClosedByPeer()).isTrue();
    }
    site.assertNothingWasPublishedSince(mark);
  }

  @Test
  void answers413WhileABodyOfUnknownLengthIsStillBeingSent() throws IOException {
    int mark = site.mark();
    try (RawHttps raw = site.bridge.raw()) {
      raw.send(
          "POST /%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                  .formatted(Messages.STATUS)
              + "Authorization: Bearer %s\r\nTransfer-Encoding: chunked\r\n\r\n"
                  .formatted(site.token));
      String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
      for (int i = 0; i < 65; i++) {
        raw.send(chunk);
      }
      assertThat(raw.read().status()).isEqualTo(413);
    }
    site.assertNothingWasPublishedSince(mark);
  }

  @Test
  void answers200ToABodyOfExactlyTheLimit() {
    String body = Messages.request(site.token);
    String padded = body + " ".repeat(4 * 1024 * 1024 - body.length());

    assertThat(site.send(site.post(Messages.STATUS, padded).build()).statusCode()).isEqualTo(200);
  }

  @Test
  void answers501ToData() {
    String path = "1/" + CAMERA + "/data/0001/0001";
    String body = Messages.request(path, site.token, Messages.nextCommand());

    assertAnswer(site.send(site.post(path, body).build()), 501);
  }

  @Test
  void answers503AsTimedOutWhenTheDeviceStaysSilent() {
    String silent = "00000001-5cdd-280b-8002-0000000000ff";
    String path = "1/" + silent + "/management/GetDeviceStatus";
    String body = Messages.request(path, site.token, Messages.nextCommand());

    HttpResponse<String> response =
        site.send(site.post(path, body).header("Prefer", "wait=1").build());

    assertAnswer(response, 503);
    assertThat(response.body()).contains("\"ReplyErrorCode\":5033").contains("outcome is unknown");
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void answers202AtOnceWhenTheCallerWantsTheAnswerLater() {
    HttpRequest request =
        site.post(Messages.STATUS, Messages.request(site.token))
            .header("Prefer", "respond-async")
            .build();
    int mark = site.mark();

    assertAnswer(site.send(request), 202);

    org.awaitility.Awaitility.await().until(() -> site.wiretap.since(mark).size() == 2);
  }

  private HttpRequest withToken(String token) {
    return site.post(Messages.STATUS, Messages.request(token))
        .setHeader("Authorization", "Bearer " + token)
        .build();
  }

  private static void assertAnswer(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.body())
        .contains("\"MessageType\":\"response\"")
        .contains("\"ReplyStatusCode\":" + status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }
}
