package io.nicebridge.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** When a token is fetched, kept, and given up; time is turned by hand. */
class FreshTokenTest {
  private static final Duration LIFE = Duration.ofSeconds(100);

  private final HandClock clock = new HandClock();
  private final List<CompletableFuture<IssuedToken>> asked = new ArrayList<>();
  private final FreshToken source =
      new FreshToken(
          "main",
          () -> {
            CompletableFuture<IssuedToken> next = new CompletableFuture<>();
            asked.add(next);
            return next;
          },
          clock);

  private void issue(int number) {
    asked.get(number - 1).complete(new IssuedToken("token " + number, clock.instant().plus(LIFE)));
  }

  private void fail(int number) {
    asked.get(number - 1).completeExceptionally(new IllegalStateException("answered 500"));
  }

  private String token() {
    return source.token().toCompletableFuture().join();
  }

  @Test
  void asksOnceForAllWhoWait() {
    CompletableFuture<String> one = source.token().toCompletableFuture();
    CompletableFuture<String> other = source.token().toCompletableFuture();

    issue(1);

    assertThat(asked).hasSize(1);
    assertThat(one).isCompletedWithValue("token 1");
    assertThat(other).isCompletedWithValue("token 1");
    assertThat(token()).isEqualTo("token 1");
    assertThat(asked).hasSize(1);
  }

  @Test
  void renewsAheadOfExpiryWhileThePresentOneIsInUse() {
    source.token();
    issue(1);

    clock.pass(Duration.ofSeconds(79));
    token();
    assertThat(asked).hasSize(1);
    clock.pass(Duration.ofSeconds(1));
    assertThat(token()).isEqualTo("token 1");
    assertThat(asked).hasSize(2);

    issue(2);
    assertThat(token()).isEqualTo("token 2");
  }

  @Test
  void keepsTheLastGoodOneThroughAnOutageUntilItExpires() {
    source.token();
    issue(1);
    clock.pass(Duration.ofSeconds(85));
    token();
    fail(2);

    assertThat(token()).isEqualTo("token 1");
    assertThat(asked).as("no fetch right after a failure").hasSize(2);

    clock.pass(Duration.ofSeconds(11));
    CompletableFuture<String> expired = source.token().toCompletableFuture();
    assertThat(asked).hasSize(3);
    fail(3);
    assertThatThrownBy(expired::join).hasCauseInstanceOf(TokenUnavailable.class);
    assertThatThrownBy(this::token)
        .hasCauseInstanceOf(TokenUnavailable.class)
        .hasMessageNotContaining("500");
    assertThat(asked).hasSize(3);

    clock.pass(Duration.ofSeconds(30));
    source.token();
    issue(4);
    assertThat(token()).isEqualTo("token 4");
  }

  @Test
  void pausesLongerAfterEachFailureButNotForEver() {
    for (int i = 1; i <= 10; i++) {
      source.token().toCompletableFuture().exceptionally(failed -> "");
      fail(i);
      clock.pass(Duration.ofSeconds(31));
    }

    assertThat(asked).hasSize(10);
  }
}
