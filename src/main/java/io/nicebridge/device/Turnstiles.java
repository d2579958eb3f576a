package io.nicebridge.device;

import io.nicebridge.http.WebReply;
import io.nicebridge.http.WebRequest;
import io.nicebridge.id.Authority;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets few devices ask one license authority at once, the others wait for their turn: hundreds
 * start together, and each first request may cost a TLS handshake. An authority that is silent
 * holds up only those who ask it. A device waits once at most, so that the lines are bounded.
 */
final class Turnstiles implements LicenseAuthority {
  /** At one authority. */
  static final int MOST = 8;

  private final LicenseAuthority behind;
  private final Map<Authority, Turnstile> byAuthority = new ConcurrentHashMap<>();

  Turnstiles(LicenseAuthority behind) {
    this.behind = behind;
  }

  @Override
  public CompletionStage<WebReply> ask(List<X509Certificate> roots, WebRequest request) {
    CompletableFuture<WebReply> answer = new CompletableFuture<>();
    Turnstile turnstile =
        byAuthority.computeIfAbsent(request.authority(), authority -> new Turnstile());
    turnstile.enter(() -> pass(roots, request, turnstile, answer));
    return answer;
  }

  private void pass(
      List<X509Certificate> roots,
      WebRequest request,
      Turnstile turnstile,
      CompletableFuture<WebReply> answer) {
    var unused =
        asked(roots, request)
            .whenComplete(
                (reply, failure) -> {
                  turnstile.leave();
                  if (failure == null) {
                    answer.complete(reply);
                  } else {
                    answer.completeExceptionally(failure);
                  }
                });
  }

  private CompletionStage<WebReply> asked(List<X509Certificate> roots, WebRequest request) {
    try {
      return behind.ask(roots, request);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static final class Turnstile {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int inside;

    void enter(Runnable pass) {
      synchronized (this) {
        if (inside == MOST) {
          waiting.add(pass);
          return;
        }
        inside++;
      }
      pass.run();
    }

    void leave() {
      @Nullable Runnable next;
      synchronized (this) {
        next = waiting.poll();
        if (next == null) {
          inside--;
        }
      }
      if (next != null) {
        next.run();
      }
    }
  }
}
