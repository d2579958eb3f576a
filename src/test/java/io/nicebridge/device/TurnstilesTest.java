package io.nicebridge.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.http.WebReply;
import io.nicebridge.http.WebRequest;
import io.nicebridge.id.Authority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Hundreds of devices that ask at once. */
class TurnstilesTest {
  private final List<CompletableFuture<WebReply>> asked = new ArrayList<>();
  private final LicenseAuthority turnstiles =
      new Turnstiles(
          (roots, request) -> {
            if (request.target().equals("/broken")) {
              throw new IllegalArgumentException("no TLS by these roots");
            }
            CompletableFuture<WebReply> reply = new CompletableFuture<>();
            asked.add(reply);
            return reply;
          });

  private CompletionStage<WebReply> ask(String authority, String target) {
    return turnstiles.ask(
        List.of(),
        new WebRequest(
            Authority.parse(authority),
            target,
            "",
            new byte[0],
            Duration.ofSeconds(1),
            nowhere -> false,
            () -> {}));
  }

  @Test
  void letsEightAskAndTheNextOneWhenOneHasItsAnswer() {
    List<CompletableFuture<WebReply>> answers = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      answers.add(ask("la.example", "/x").toCompletableFuture());
    }
    assertThat(asked).hasSize(Turnstiles.MOST);

    asked.get(0).complete(new WebReply(200, new byte[0]));
    asked.get(1).completeExceptionally(new IllegalStateException("away"));

    assertThat(asked).hasSize(Turnstiles.MOST + 2);
    assertThat(answers.get(0)).isCompleted();
    assertThat(answers.get(1)).isCompletedExceptionally();
    for (int i = 2; i < 300; i++) {
      asked.get(i).complete(new WebReply(200, new byte[0]));
    }
    assertThat(answers).allMatch(CompletableFuture::isDone);
  }

  @Test
  void holdsUpNobodyWhoAsksAnotherAuthority() {
    for (int i = 0; i < 300; i++) {
      var unused = ask("silent.example", "/x");
    }

    var unused = ask("la.example", "/x");

    assertThat(asked).hasSize(Turnstiles.MOST + 1);
  }

  @Test
  void goesOnAfterAFailureOfOurs() {
    for (int i = 0; i < 20; i++) {
      assertThat(ask("la.example", "/broken").toCompletableFuture()).isCompletedExceptionally();
    }

    var unused = ask("la.example", "/x");

    assertThat(asked).hasSize(1);
  }
}
