package io.nicebridge.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nicebridge.id.EndPointId;
import io.nicebridge.mqtt.BrokerSettings;
import io.nicebridge.secret.BadLine;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestFileTest {
  private static final String HASH = "sha256:" + "0".repeat(64);
  private static final String CAMERA = "00000001-5cdd-280b-8002-000000000001";

  private static Map<String, GuestFile.Line> read(String text) {
    return GuestFile.read(text, BrokerSettings::isTopicFilter);
  }

  @Test
  void readsDevicesAndOtherSystems() {
    Map<String, GuestFile.Line> lines =
        read(
            """
            # who may come in
            lobby    %s  %s

            archive  %s  -  read=+/+/data/#,/+/+/data/#  write=a/b
            """
                .formatted(HASH, CAMERA, HASH));

    assertThat(lines).containsOnlyKeys("lobby", "archive");
    assertThat(lines.get("lobby").guest().endPoint()).contains(new EndPointId(CAMERA));
    assertThat(lines.get("lobby").guest().realm()).isEqualTo(CAMERA + "/");
    assertThat(lines.get("archive").guest().realm()).isEqualTo("archive/");
    assertThat(lines.get("archive").guest().reads())
        .containsExactly(Topic.of("+/+/data/#"), Topic.of("/+/+/data/#"));
    assertThat(lines.get("archive").guest().writes()).containsExactly(Topic.of("a/b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lobby HASH | a line must be: name, sha256:<hash>, EndPointID or -, perhaps read=<topic filters>, write=<topic filters>
          Lobby HASH - | a user's name must be 1 to 64 small letters, digits, '.', '_' and '-'
          lobby swordfish - | the password of [lobby] must be sha256: and 64 digits
          lobby HASH camera | the third word [camera] must be an EndPointID or -
          00000001-5cdd-280b-8002-000000000001 HASH - | the name [00000001-5cdd-280b-8002-000000000001] must not be another's EndPointID
          lobby HASH - reads=a | the option [reads=a] must be read=… or write=…
          lobby HASH - read=a#b | [a#b] in read= must be a topic filter
          lobby HASH - read=$sys/# | [$sys/#] in read= must be a topic filter
          """)
  void refusesALineInOneSentenceWithItsNumber(String line, String sentence) {
    assertThatThrownBy(() -> read("# comment\n" + line.replace("HASH", HASH)))
        .isInstanceOf(BadLine.class)
        .hasMessage(sentence)
        .extracting(bad -> ((BadLine) bad).number())
        .isEqualTo(2);
  }

  @Test
  void refusesAUserWithTwoLines() {
    String line = "lobby " + HASH + " -\n";

    assertThatThrownBy(() -> read(line + line)).hasMessage("the user [lobby] has two lines");
  }
}
