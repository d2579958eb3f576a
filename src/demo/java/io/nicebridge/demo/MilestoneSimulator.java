package io.nicebridge.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The Event Server of Milestone XProtect, as far as Analytics Events go: one port that takes XML by
 * HTTP POST or by bare TCP, and says 200 to an event that it does not know. Stricter than the real
 * one: what that takes and can do nothing with is 400 here.
 */
public final class MilestoneSimulator implements AutoCloseable {
  /** How it behaves. */
  public enum Mood {
    NORMAL,
    /** Answers after a while. */
    SLOW,
    /** Takes a request and never answers. */
    SILENT,
    /** 500 to everything. */
    BROKEN,
    /** The sender's address is not in its list. */
    FORBIDDING
  }

  /**
   * An event that it took.
   *
   * @param transport http or tcp
   */
  public record Seen(String transport, AnalyticsXml.Event event, String xml) {}

  private static final Duration SLOW = Duration.ofSeconds(2);
  private static final int LARGEST = 1 << 20;

  private final ServerSocket server;
  private final Set<String> known;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "milestone");
            thread.setDaemon(true);
            return thread;
          });
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final List<String> refused = new CopyOnWriteArrayList<>();
  private volatile Mood mood = Mood.NORMAL;
  private volatile Consumer<Seen> watcher = event -> {};

  /**
   * Listens on loopback.
   *
   * @param port 0 for any
   * @param known the Analytics Events that its Management Client defines
   */
  public MilestoneSimulator(int port, Set<String> known) {
    this.known = Set.copyOf(known);
    try {
      server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  public MilestoneSimulator be(Mood now) {
    mood = now;
    return this;
  }

  /** Is told of every event that was taken. */
  public MilestoneSimulator watch(Consumer<Seen> who) {
    watcher = who;
    return this;
  }

  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** Why it did not take something, one sentence each. */
  public List<String> refused() {
    return List.copyOf(refused);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket caller = server.accept();
        threads.execute(() -> serve(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      caller.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
      InputStream in = caller.getInputStream();
      String start = line(in);
      if (start.startsWith("<")) {
        byte[] rest = in.readNBytes(LARGEST);
        take("tcp", (start + "\n" + new String(rest, StandardCharsets.UTF_8)));
      } else {
        answer(caller, http(start, in));
      }
    } catch (IOException gone) {
      refused.add("a connection broke: " + gone.getMessage());
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n' && line.size() < LARGEST; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private record Reply(int status, String text) {}

  private Reply http(String request, InputStream in) throws IOException {
    int length = -1;
    String type = "";
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
      } else if (lower.startsWith("content-type:")) {
        type = lower.substring(lower.indexOf(':') + 1).strip();
      }
    }
    if (!request.startsWith("POST / HTTP/1.1") || length < 0 || length > LARGEST) {
      return refuse(400, "must be POST / with a Content-Length: " + request);
    }
    if (!type.startsWith("text/xml")) {
      return refuse(400, "Content-Type must be text/xml, was " + type);
    }
    String xml = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return switch (mood) {
      case BROKEN -> refuse(500, "broken");
      case FORBIDDING -> refuse(403, "the address is not allowed");
      case SILENT -> {
        pause(Duration.ofMinutes(5));
        yield new Reply(500, "");
      }
      case SLOW -> {
        pause(SLOW);
        yield take("http", xml);
      }
      case NORMAL -> take("http", xml);
    };
  }

  private static void pause(Duration how) {
    try {
      TimeUnit.MILLISECONDS.sleep(how.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Reply refuse(int status, String why) {
    refused.add(status + " " + why);
    return new Reply(status, why);
  }

  private Reply take(String transport, String xml) {
    AnalyticsXml.Event event;
    try {
      event = AnalyticsXml.read(xml);
    } catch (IllegalArgumentException invalid) {
      return refuse(400, String.valueOf(invalid.getMessage()));
    }
    if (!known.contains(event.message())) {
      refused.add("not known: " + event.message());
      return new Reply(200, "Warning: Analytics event '" + event.message() + "' not known");
    }
    Seen one = new Seen(transport, event, xml);
    seen.add(one);
    watcher.accept(one);
    return new Reply(200, "OK");
  }

  private static void answer(Socket caller, Reply reply) throws IOException {
    byte[] text = reply.text().getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %d X\r\nContent-Type: text/plain\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(reply.status(), text.length);
    caller.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    caller.getOutputStream().write(text);
    caller.getOutputStream().flush();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.shutdownNow();
    }
  }
}
