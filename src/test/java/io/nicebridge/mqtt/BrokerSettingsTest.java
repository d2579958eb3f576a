package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "tcp://b, tcp://b:1883, false, false",
    "ssl://b, ssl://b:8883, true, false",
    "ws://b/mqtt, ws://b:80, false, true",
    "wss://b:444/x, wss://b:444, true, true",
    "WSS://b, WSS://b:443, true, true"
  })
  void knowsEachSchemeAndItsPort(URI url, String address, boolean tls, boolean webSocket) {
    BrokerSettings settings = Given.settings(url);

    assertThat(settings.address()).isEqualTo(address);
    assertThat(settings.overTls()).isEqualTo(tls);
    assertThat(settings.overWebSocket()).isEqualTo(webSocket);
  }

  @Test
  void takesTheBracketsOffAnIpv6Address() {
    assertThat(Given.settings(URI.create("tcp://[::1]:1884")).host()).isEqualTo("::1");
  }

  @ParameterizedTest
  @CsvSource({
    "http://b, 'nice.broker.main.url must begin with tcp:, ssl:, ws: or wss:'",
    "b:1883, 'nice.broker.main.url must begin with tcp:, ssl:, ws: or wss:'",
    "tcp:b, 'nice.broker.main.url must name a host, as in ssl://broker.example:8883'",
    "tcp://u:p@b, 'nice.broker.main.url must not hold a user or a password'"
  })
  void refusesAnAddressThatCannotBeMeant(URI url, String sentence) {
    assertThatThrownBy(() -> Given.settings(url)).hasMessage(sentence);
  }

  @Test
  void refusesReplyTopicsThatAreNoFilters() {
    BrokerSettings good = Given.settings(URI.create("tcp://b"));

    assertThatThrownBy(() -> Given.withReplyTopics(good, "a/#/b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void neverShowsAPassword() {
    TlsSettings tls =
        new TlsSettings(
            Optional.empty(), Optional.of("hush"), Optional.empty(), Optional.of("hush"));
    BrokerSettings settings =
        new BrokerSettings(
            "main",
            URI.create("wss://b/mqtt?token=hush"),
            Optional.of("user"),
            Optional.of("hush"),
            Optional.empty(),
            tls,
            List.of(),
            false,
            0,
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2));

    assertThat(settings.toString() + settings.address() + tls).doesNotContain("hush");
  }
}
