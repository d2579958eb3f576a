package io.nicebridge.demo;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What the simulated servers of video management systems have in common: HTTP or TLS on loopback,
 * what they were asked, and their moods.
 */
public abstract class VmsServer implements AutoCloseable {
  /** Of the account that every one of them has. */
  public static final String PASSWORD = "tell-nobody";

  /** How it behaves. */
  public enum Mood {
    NORMAL,
    /** Answers after two seconds. */
    SLOW,
    /** Takes a request and never answers. */
    SILENT,
    /** 500 to everything. */
    BROKEN,
    /** Hangs up on whoever asks. */
    DEAD
  }

  /** A request that it took. */
  public record Asked(String method, String target, Headers headers, String body) {}

  /** What it answers. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
  protected record Answer(int status, String type, byte[] body, Headers headers) {
    static Answer json(int status, String body) {
      return of(status, "application/json", body);
    }

    static Answer html(int status, String body) {
      return of(status, "text/html", body);
    }

    private static Answer of(int status, String type, String body) {
      return new Answer(status, type, body.getBytes(StandardCharsets.UTF_8), new Headers());
    }

    Answer with(String name, String value) {
      headers.add(name, value);
      return this;
    }
  }

  static {
    // Else each answer waits 40 ms for an acknowledgement of its head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final String scheme;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "vms");
            thread.setDaemon(true);
            return thread;
          });
  private final List<Asked> taken = new CopyOnWriteArrayList<>();
  private final List<String> refused = new CopyOnWriteArrayList<>();
  private volatile Mood mood = Mood.NORMAL;
  private volatile Consumer<String> watcher = said -> {};

  /**
   * Listens on a free port of loopback.
   *
   * @param identity for TLS; empty for plain HTTP
   */
  protected VmsServer(Optional<DevCertificates.Identity> identity) {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try {
      if (identity.isPresent()) {
        HttpsServer tls = HttpsServer.create(any, 0);
        tls.setHttpsConfigurator(new HttpsConfigurator(identity.get().server()));
        server = tls;
      } else {
        server = HttpServer.create(any, 0);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    scheme = identity.isPresent() ? "https" : "http";
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** The answer to a request; whatever it is not sure of it refuses. */
  protected abstract Answer answer(Asked asked);

  /** Why it does not take a request. */
  protected final Answer refuse(int status, String why) {
    refused.add(status + " " + why);
    watcher.accept("no, " + status + ": " + why);
    return Answer.json(status, "{\"error\":\"" + status + "\"}");
  }

  protected final void take(Asked asked) {
    taken.add(asked);
    watcher.accept(asked.method() + " " + asked.target() + " " + asked.body());
  }

  /** Is told what was taken, and why something was not. */
  final void watch(Consumer<String> who) {
    watcher = who;
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Asked asked =
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders(),
            body);
    Mood now = mood;
    if (now == Mood.SLOW) {
      pause(Duration.ofSeconds(2));
    } else if (now == Mood.SILENT) {
      pause(Duration.ofMinutes(5));
    }
    if (now == Mood.DEAD) {
      exchange.close();
      return;
    }
    Answer answer = now == Mood.BROKEN ? refuse(500, "broken") : answer(asked);
    byte[] bytes = answer.body();
    exchange.getResponseHeaders().putAll(answer.headers());
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static void pause(Duration how) {
    try {
      TimeUnit.MILLISECONDS.sleep(how.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("closed"));
    }
  }

  public final void be(Mood now) {
    mood = now;
  }

  /** What it took as good, in order. */
  public final List<Asked> taken() {
    return List.copyOf(taken);
  }

  /** Why it did not take something, one sentence each. */
  public final List<String> refused() {
    return List.copyOf(refused);
  }

  public final String url() {
    return scheme + "://localhost:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
