package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowTest {
  private final Window<Integer> window = new Window<>();
  private final List<Integer> begun = new ArrayList<>();
  private final List<CompletableFuture<Integer>> underWay = new ArrayList<>();

  private CompletableFuture<Integer> send(int number) {
    return window.send(
        () -> {
          begun.add(number);
          CompletableFuture<Integer> end = new CompletableFuture<>();
          underWay.add(end);
          return end;
        });
  }

  @Test
  void beginsNoMoreThanItMayAndTheOthersInOrder() {
    IntStream.range(0, 40).forEach(this::send);
    assertThat(begun).hasSize(Window.MOST);

    underWay.get(5).complete(5);
    underWay.get(0).completeExceptionally(new IllegalStateException());

    assertThat(begun).hasSize(Window.MOST + 2).isSorted();
  }

  @Test
  void getsThroughAnyNumberThatEndAtOnce() {
    IntStream.range(0, Window.MOST).forEach(this::send);
    List<CompletableFuture<Integer>> ends =
        IntStream.range(0, 100_000)
            .mapToObj(i -> window.send(() -> CompletableFuture.completedFuture(i)))
            .toList();

    underWay.get(0).complete(0);

    assertThat(ends).allMatch(CompletableFuture::isDone);
  }

  @Test
  void beginsNothingThatNobodyWaitsForAnyMore() {
    List<CompletableFuture<Integer>> ends = IntStream.range(0, 40).mapToObj(this::send).toList();
    ends.subList(Window.MOST, 39)
        .forEach(end -> end.completeExceptionally(new IllegalStateException("too late")));

    underWay.get(0).complete(0);

    assertThat(begun).hasSize(Window.MOST + 1).endsWith(39);
  }

  @Test
  void failsThoseThatWaitWhenItCloses() {
    List<CompletableFuture<Integer>> ends = IntStream.range(0, 40).mapToObj(this::send).toList();

    window.close();

    assertThat(ends.subList(0, Window.MOST)).noneMatch(CompletableFuture::isDone);
    assertThat(ends.subList(Window.MOST, 40)).allMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(send(40)).isCompletedExceptionally();
    underWay.get(0).complete(0);
    assertThat(begun).hasSize(Window.MOST);
  }
}
