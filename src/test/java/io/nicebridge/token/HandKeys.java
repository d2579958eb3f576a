package io.nicebridge.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A key set address that answers what, and when, the test says. */
final class HandKeys implements KeySource {
  private final List<CompletableFuture<byte[]>> held = new ArrayList<>();
  private Optional<String> json;
  private boolean holding;
  private int fetches;

  HandKeys(String json) {
    this.json = Optional.of(json);
  }

  synchronized void answer(String newJson) {
    json = Optional.of(newJson);
  }

  synchronized void fail() {
    json = Optional.empty();
  }

  /** From now on fetches stay open until {@link #release}. */
  synchronized void hold() {
    holding = true;
  }

  void release() {
    List<CompletableFuture<byte[]>> open;
    synchronized (this) {
      holding = false;
      open = List.copyOf(held);
      held.clear();
    }
    open.forEach(this::settle);
  }

  synchronized int fetches() {
    return fetches;
  }

  @Override
  public CompletionStage<byte[]> fetch() {
    CompletableFuture<byte[]> answer = new CompletableFuture<>();
    synchronized (this) {
      fetches++;
      if (holding) {
        held.add(answer);
        return answer;
      }
    }
    settle(answer);
    return answer;
  }

  private void settle(CompletableFuture<byte[]> answer) {
    Optional<String> now;
    synchronized (this) {
      now = json;
    }
    now.ifPresentOrElse(
        text -> answer.complete(text.getBytes(StandardCharsets.UTF_8)),
        () -> answer.completeExceptionally(new IOException("is down")));
  }
}
