package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackstopTest {
  @Test
  void endsWithStatus1WhenTheStopHangs() throws Exception {
    CompletableFuture<Integer> status = new CompletableFuture<>();

    Backstop.arm(Duration.ofMillis(1), () -> "a route", status::complete);

    assertThat(status.get(10, TimeUnit.SECONDS)).isEqualTo(1);
  }

  @Test
  void endsAlsoWhenNobodyCanSayWhatHangs() throws Exception {
    CompletableFuture<Integer> status = new CompletableFuture<>();
    CountDownLatch never = new CountDownLatch(1);

    Backstop.arm(
        Duration.ofMillis(1),
        () -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return "";
        },
        status::complete);

    assertThat(status.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    never.countDown();
  }
}
