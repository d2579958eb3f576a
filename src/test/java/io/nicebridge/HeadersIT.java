package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a sender puts into header fields (catalogue D: B099 to B120): read from an allow-list, or
 * not at all.
 */
class HeadersIT {
  private final Site site = Site.shared();

  @Test
  void answers401WithoutAnAuthorizationField() throws IOException {
    RawHttps.Response response = refused("", 401);

    assertThat(response.header("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic dXNlcjpwYXNz", "bearer", "Bearer", "Bearer ", "BearerTOKEN"})
  void answers401WhenTheFieldIsNoBearerToken(String value) throws IOException {
    refused("Authorization: " + value + "\r\n", 401);
  }

  @Test
  void answers401WhenTheTokenIsNotASingleOneAfterASingleSpace() throws IOException {
    refused("Authorization: Bearer  " + site.token + "\r\n", 401);
    refused("Authorization: Bearer " + site.token + "," + site.token + "\r\n", 401);
    refused("Authorization: Bearer" + site.token + "\r\n", 401);
  }

  @Test
  void answers200WhateverTheCaseOfTheScheme() throws IOException {
    assertThat(send("authorization: bearer " + site.token + "\r\n").status()).isEqualTo(200);
  }

  @Test
  void answers400WhenTheTokenIsInTheQueryString() throws IOException {
    int mark = site.mark();
    for (String query : List.of("Authorization=Bearer%20", "access_token=")) {
      try (RawHttps raw = site.bridge.raw()) {
        String path = Messages.STATUS + "?" + query + site.token;
        String request = Messages.post(path, site.token, Messages.request(site.token));
        assertThat(raw.send(request).read().status()).isEqualTo(400);
      }
    }
    site.assertNothingWasPublishedSince(mark);
  }

  @Test
  void answers400WhenThereAreTwoAuthorizationFields() throws IOException {
    refused(bearer() + bearer(), 400);
  }

  @Test
  void answers401AtOnceWhenTheTokenIs20KilobytesOfNothing() throws IOException {
    refused("Authorization: Bearer " + "a".repeat(20 * 1024) + "\r\n", 401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EndPointID: evil",
        "api: evil",
        "CamelHttpUri: http://127.0.0.1:9/",
        "cAmElHttpUri: http://127.0.0.1:9/",
        "org.apache.camel.x: y",
        "CAmelExecCommandExecutable: /bin/true",
        "CamelPahoMqtt5OverrideTopic: evil",
        "camelpahomqtt5overridetopic: evil",
        "CamelMqttTopic: evil",
        "CamelPahoMqtt5Qos: 2",
        "CamelPahoMqtt5Retained: true",
        "CamelPahoMqtt5MsgProperties: x",
        "kafka.OVERRIDE_TOPIC: evil",
        "mail.smtp.host: evil",
        "operationName: evil",
        "Long-Running-Action: http://127.0.0.1:9/",
        "niceDestination: evil",
        "Set-Cookie: sid=evil",
        "Location: https://evil.example/",
        "X-Custom: evil",
        "X-Forwarded-Host: evil",
        "Forwarded: host=evil",
        "X-HTTP-Method-Override: GET",
        "Origin: https://evil.example",
        "Connection: close, Authorization",
        "Accept: ",
        "Range: bytes=0-1",
        "If-None-Match: *",
        "traceparent: not-one",
        "User-Agent: ${jndi:ldap://127.0.0.1:9/x}",
        "X-Text: {{env:PATH}} ${body}",
      })
  void answers200AndLetsTheFieldDoNothing(String field) throws IOException {
    int mark = site.mark();

    RawHttps.Response response = send(bearer() + field + "\r\n");

    assertThat(response.status()).isEqualTo(200);
    assertThat(names(response))
        .isSubsetOf("content-type", "x-content-type-options", "content-length", "connection");
    assertThat(topics(mark)).allMatch(topic -> topic.startsWith("1/0000000"));
  }

  @Test
  void answers200WhenJsonStandsBehindAHundredOtherMediaTypes() throws IOException {
    assertThat(send(bearer() + "Accept: " + "x/y,".repeat(101) + "application/json\r\n").status())
        .isEqualTo(200);
  }

  @Test
  void answers200WhenTheLengthBeginsWithNoughts() throws IOException {
    String body = Messages.request(site.token);
    try (RawHttps raw = site.bridge.raw()) {
      raw.send(head(bearer()) + "Content-Length: %025d\r\n\r\n%s".formatted(body.length(), body));
      assertThat(raw.read().status()).isEqualTo(200);
    }
  }

  @Test
  void answers400WhenThereAreMoreThan100Fields() throws IOException {
    String many =
        IntStream.range(0, 101).mapToObj(i -> "X-" + i + ": v\r\n").collect(Collectors.joining());
    refused(bearer() + many, 400);
  }

  @Test
  void answers400WhenTheFieldsAreLargerThan32Kilobytes() throws IOException {
    refused(bearer() + "X-Large: " + "a".repeat(33 * 1024) + "\r\n", 400);
  }

  @Test
  void acceptsATokenOfTenThousandCharacters() throws IOException {
    String large =
        site.bridge
            .tokens()
            .token(
                java.util.Map.of(
                    "sub", Messages.CALLER,
                    "exp", java.time.Instant.now().plusSeconds(600).getEpochSecond(),
                    "Permissions", List.of("Management"),
                    "padding", "x".repeat(8_000)));
    assertThat(large.length()).isGreaterThan(10_000);
    assertThat(send("Authorization: Bearer " + large + "\r\n").status()).isEqualTo(200);
  }

  @Test
  void answers400ToAControlCharacterInAField() throws IOException {
    refused(bearer() + "X-Text: \u001b[31m\r\n", 400);
  }

  @Test
  void answers400WhenThereAreTwoHosts() throws IOException {
    refused(bearer() + "Host: evil.example\r\n", 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "a/",
        "me@a",
        "a:65536",
        "a:99999999999",
        "a:x",
        "a:1:2",
        "[::1",
        "[]",
        "a%2"
      })
  void answers400WhenTheHostIsNoAuthority(String host) throws IOException {
    RawHttps.Response response = toHost(host);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body()).contains("the Host header field must be a host or host:port");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a:", "a:65535", "127.0.0.1:8443", "[::1]:8443", "my_bridge.example"})
  void answers200WhateverAuthorityTheHostIs(String host) throws IOException {
    assertThat(toHost(host).status()).isEqualTo(200);
  }

  private RawHttps.Response toHost(String host) throws IOException {
    String body = Messages.request(site.token);
    String fields = bearer() + "Content-Length: %d\r\n\r\n".formatted(body.length());
    try (RawHttps raw = site.bridge.raw()) {
      return raw.send(head(fields).replace("Host: localhost", "Host: " + host) + body).read();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {": b", ":"})
  void answers400ToAFieldWithoutAName(String field) throws IOException {
    refused(bearer() + field + "\r\n", 400);
  }

  @Test
  void answers400WhenSomethingElseThanContinueIsExpected() throws IOException {
    refused(bearer() + "Expect: foo\r\n", 400);
  }

  @Test
  void answers400ToATransferCodingBesideChunked() throws IOException {
    int mark = site.mark();
    String body = Messages.request(site.token);
    try (RawHttps raw = site.bridge.raw()) {
      raw.send(
          head(bearer() + "Transfer-Encoding: gzip, chunked\r\n")
              + "\r\n%x\r\n%s\r\n0\r\n\r\n".formatted(body.length(), body));
      assertThat(raw.read().status()).isEqualTo(400);
    }
    site.assertNothingWasPublishedSince(mark);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/2.0",
        "HTTP/1.2",
        "HTTP/0.9",
        "HTTP/1.10",
        "http/1.1",
        "Http/1.0",
        "ICAP/1.1",
        "x"
      })
  void answers400ToAnotherVersion(String version) throws IOException {
    int mark = site.mark();
    String request = Messages.post(Messages.STATUS, site.token, Messages.request(site.token));
    try (RawHttps raw = site.bridge.raw()) {
      RawHttps.Response response = raw.send(request.replace("HTTP/1.1", version)).read();
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.body()).contains("\"ReplyStatusCode\":400");
    }
    site.assertNothingWasPublishedSince(mark);
  }

  @Test
  void answers400ToThePrefaceOfHttp2() throws IOException {
    try (RawHttps raw = site.bridge.raw()) {
      RawHttps.Response response = raw.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").read();
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.body()).contains("\"ReplyStatusCode\":400");
    }
  }

  @Test
  void answers200ToChunksWithATrailer() throws IOException {
    String body = Messages.request(site.token);
    try (RawHttps raw = site.bridge.raw()) {
      raw.send(
          head(bearer() + "Transfer-Encoding: chunked\r\n")
              + "\r\n%x\r\n%s\r\n0\r\nX-Checksum: y\r\n\r\n".formatted(body.length(), body));
      assertThat(raw.read().status()).isEqualTo(200);
    }
  }

  @Test
  void answersManyRequestsInOneWriteInTheirOrder() throws IOException {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      String body = Messages.request(Messages.STATUS, site.token, 77_000 + i);
      requests.append(
          i % 5 == 4
              ? Messages.post(Messages.STATUS, "not.a.token", body)
              : Messages.post(Messages.STATUS, site.token, body));
    }
    try (RawHttps raw = site.bridge.raw()) {
      raw.socket().setSoTimeout(5_000);
      raw.send(requests.toString());
      for (int i = 0; i < 20; i++) {
        RawHttps.Response response = raw.read();
        assertThat(response.status()).isEqualTo(i % 5 == 4 ? 401 : 200);
        assertThat(response.body()).contains("\"ReplyID\":" + (i % 5 == 4 ? 0 : 77_000 + i) + ",");
      }
    }
  }

  @Test
  void answersHundredsOfRequestsInOneWrite() throws IOException {
    try (RawHttps raw = site.bridge.raw()) {
      raw.socket().setSoTimeout(5_000);
      raw.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n".repeat(500));
      for (int i = 0; i < 500; i++) {
        assertThat(raw.read().status()).isEqualTo(404);
      }
    }
  }

  @Test
  void forgetsAConnectionThatIsClosedWithARequestBehindTheOneThatWaits() throws Exception {
    int before = site.bridge.log().length();
    String half = Messages.post(Messages.STATUS, site.token, "{}").replace("{}", "");
    for (int i = 0; i < 50; i++) {
      try (RawHttps raw = site.bridge.raw()) {
        raw.send(
            Messages.post(Messages.STATUS, site.token + i, Messages.request(site.token)) + half);
      }
    }

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> site.bridge.metric("nice_http_connections") < 20);
    assertThat(site.bridge.log().substring(before)).doesNotContain("Exception");
  }

  @Test
  void answers400WhenTwoExpectationsStandThere() throws IOException {
    refused(bearer() + "Expect: 100-continue\r\nExpect: foo\r\n", 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-5", "ffffffffff", "80000000", "", "5;a=\u0001", "5\r\nabcdeXY"})
  void answers400ToChunksThatCannotBeRead(String chunk) throws IOException {
    int mark = site.mark();
    String first = Messages.request(site.token);
    try (RawHttps raw = site.bridge.raw()) {
      raw.send(
          head(bearer() + "Transfer-Encoding: chunked\r\n")
              + "\r\n%x\r\n%s\r\n%s\r\n0\r\n\r\n".formatted(first.length(), first, chunk));
      RawHttps.Response response = raw.read();
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.body()).contains("\"ReplyStatusCode\":400");
      assertThat(raw.isClosedByPeer()).isTrue();
    }
    site.assertNothingWasPublishedSince(mark);
  }

  @Test
  void answersTheRequestBeforeOneWhoseChunksCannotBeRead() throws IOException {
    String body = Messages.request(site.token);
    try (RawHttps raw = site.bridge.raw()) {
      raw.send(
          Messages.post(Messages.STATUS, site.token, body)
              + head(bearer() + "Transfer-Encoding: chunked\r\n")
              + "\r\nx\r\n");
      assertThat(raw.read().status()).isEqualTo(200);
      assertThat(raw.read().status()).isEqualTo(400);
    }
    assertThat(site.bridge.log()).doesNotContain("Exception");
  }

  @Test
  void answers401WithoutAskingForTheBodyWhenTheTokenIsBad() throws IOException {
    int mark = site.mark();
    try (RawHttps raw = site.bridge.raw()) {
      raw.send(
          head("Authorization: Bearer a.b.c\r\nExpect: 100-continue\r\n")
              + "Content-Length: 500\r\n\r\n");
      assertThat(raw.read().status()).isEqualTo(401);
    }
    site.assertNothingWasPublishedSince(mark);
  }

  @Test
  void sends100ContinueWhenTheTokenIsGood() throws IOException {
    String body = Messages.request(site.token);
    try (RawHttps raw = site.bridge.raw()) {
      raw.send(
          head(bearer() + "Expect: 100-continue\r\n")
              + "Content-Length: %d\r\n\r\n".formatted(body.length()));
      assertThat(raw.read().status()).isEqualTo(100);
      assertThat(raw.send(body).read().status()).isEqualTo(200);
    }
  }

  @Test
  void neverUpgradesToHttp2() throws IOException {
    RawHttps.Response response =
        send(
            bearer()
                + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n");
    assertThat(response.status()).isEqualTo(200);
  }

  private String bearer() {
    return "Authorization: Bearer " + site.token + "\r\n";
  }

  private static String head(String fields) {
    return "POST /"
        + Messages.STATUS
        + " HTTP/1.1\r\nHost: localhost\r\n"
        + "Content-Type: application/json\r\n"
        + fields;
  }

  private RawHttps.Response send(String fields) throws IOException {
    String body = Messages.request(site.token);
    try (RawHttps raw = site.bridge.raw()) {
      return raw.send(head(fields) + "Content-Length: %d\r\n\r\n%s".formatted(body.length(), body))
          .read();
    }
  }

  private RawHttps.Response refused(String fields, int status) throws IOException {
    int mark = site.mark();
    RawHttps.Response response = send(fields);
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.body()).contains("\"ReplyStatusCode\":" + status);
    site.assertNothingWasPublishedSince(mark);
    return response;
  }

  private static List<String> names(RawHttps.Response response) {
    return response.headers().stream()
        .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(java.util.Locale.ROOT))
        .toList();
  }

  private List<String> topics(int mark) {
    return site.wiretap.since(mark).stream().map(Wiretap.Seen::topic).toList();
  }
}
