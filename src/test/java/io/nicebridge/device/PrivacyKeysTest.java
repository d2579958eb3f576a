package io.nicebridge.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nicebridge.http.WebReply;
import io.nicebridge.http.WebRequest;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Strictness;
import io.nicebridge.message.Refusal;
import io.nicebridge.mqtt.DeviceConnections;
import io.nicebridge.token.SceneKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwe.JsonWebEncryption;
import org.junit.jupiter.api.Test;

/** Keys of SceneMarks: asked for together, kept while they are good, and for nobody else. */
class PrivacyKeysTest {
  private static final EndPointId DEVICE = EndPointId.parse(Objects.DEVICE, Strictness.STRICT);
  private static final byte[] KEY =
      "9063BDD0F06685E629DB18D0BA85DB31".getBytes(StandardCharsets.US_ASCII);
  private static final String K = Base64.getUrlEncoder().withoutPadding().encodeToString(KEY);
  private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

  private final List<WebRequest> asked = new CopyOnWriteArrayList<>();
  private CompletableFuture<WebReply> answer = new CompletableFuture<>();
  private Instant now = START;
  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };
  private final PrivacyKeys keys = new PrivacyKeys(DEVICE, means());
  private final SceneEncryption encryption =
      SceneMode.parse(
              Objects.mode(
                  "m",
                  "0001",
                  Objects.output(
                      Objects.asNet("01"),
                      "4001",
                      "b.example",
                      1,
                      Objects.encryption("key-1", "privacy.example"))))
          .marks()
          .get(0)
          .encryption()
          .orElseThrow();

  private FleetMeans means() {
    Duration second = Duration.ofSeconds(1);
    DeviceConnections none =
        (settings, device, requests, changed) -> {
          throw new IllegalStateException("no connection is wanted");
        };
    return new FleetMeans(
        new Turns(),
        new DeviceSettings(Path.of("."), second, second, second, second, Set.of("ES256"), second),
        new StateVault(Path.of("none"), new SecretKeySpec(KEY, "AES")),
        (roots, request) -> {
          asked.add(request);
          return answer;
        },
        () -> CompletableFuture.completedFuture(1L),
        none,
        clock,
        new LongAdder());
  }

  private CompletableFuture<SceneKey> get() {
    return keys.get(encryption, List.of()).toCompletableFuture();
  }

  private static WebReply reply(String keyId, String k, String end) {
    return Replies.ok(DEVICE, Objects.privacy(keyId, k, "2026-01-05T10:00:00.000Z", end));
  }

  private void answer(WebReply reply) {
    CompletableFuture<WebReply> waiting = answer;
    answer = new CompletableFuture<>();
    waiting.complete(reply);
  }

  @Test
  void asksOnceForAllWhoWaitAndAgainWhenItsTimeIsOver() throws Exception {
    CompletableFuture<SceneKey> first = get();
    CompletableFuture<SceneKey> second = get();
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0).target())
        .isEqualTo("/1.0/" + Objects.asNet("09") + "/control/0001/GetPrivacyObject");
    assertThat(asked.get(0).authorization()).isEqualTo("Bearer privacy-net");
    assertThat(Schemas.isRequest(asked.get(0).body())).isTrue();

    answer(reply("key-1", K, "2026-01-05T11:00:00.000Z"));
    JsonWebEncryption jwe = new JsonWebEncryption();
    jwe.setKey(new SecretKeySpec(KEY, "AES"));
    jwe.setCompactSerialization(first.join().encrypt("seen".getBytes(StandardCharsets.UTF_8)));
    assertThat(jwe.getPlaintextString()).isEqualTo("seen");
    assertThat(second.join()).isSameAs(first.join());
    assertThat(get().join()).isSameAs(first.join());
    assertThat(asked).hasSize(1);

    now = Instant.parse("2026-01-05T11:00:00Z");
    assertThat(get()).isNotDone();
    assertThat(asked).hasSize(2);
  }

  @Test
  void asksAgainForAKeyThatNobodyNamedInBetween() {
    CompletableFuture<SceneKey> first = get();
    answer(reply("key-1", K, "2026-01-05T11:00:00.000Z"));
    first.join();

    keys.keep(Set.of(encryption));
    assertThat(get()).isDone();
    keys.keep(Set.of());

    assertThat(get()).isNotDone();
  }

  @Test
  void takesNoKeyThatIsNotTheOneOrNotGoodNowAndAsksAgain() {
    String soon = "2026-01-05T11:00:00.000Z";
    List<WebReply> bad =
        List.of(
            reply("key-2", K, soon),
            reply("key-1", "AAAA", soon),
            reply("key-1", "***", soon),
            reply("key-1", K, "2026-01-05T10:00:00.000Z"),
            new WebReply(500, "no message".getBytes(StandardCharsets.UTF_8)));

    for (WebReply reply : bad) {
      CompletableFuture<SceneKey> waiting = get();
      answer(reply);

      assertThatThrownBy(waiting::join)
          .cause()
          .isInstanceOf(Refusal.class)
          .hasMessageStartingWith("no key for SceneMarks; nothing was sent: ")
          .hasMessageNotContainingAny(K, "privacy-net");
    }
    assertThat(asked).hasSize(bad.size());
  }
}
