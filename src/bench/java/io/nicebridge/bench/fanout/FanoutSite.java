package io.nicebridge.bench.fanout;

import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.nicebridge.bench.Options;
import io.nicebridge.bench.load.DeviceRequest;
import io.nicebridge.bench.load.Fan;
import io.nicebridge.bench.load.Hooks;
import io.nicebridge.bench.process.Bridge;
import io.nicebridge.bench.process.Brokers;
import io.nicebridge.bench.process.Child;
import io.nicebridge.bench.process.Material;
import io.nicebridge.bench.process.NodePeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * What runs while fan-out is measured. Two mosquittos and a server of webhooks for each target, so
 * that nobody gets what is meant for another.
 */
final class FanoutSite implements AutoCloseable {
  private static final String BROKER =
      """
      - templatedRoute:
          routeId: bench-broker
          routeTemplateRef: mqtt
          parameters:
            - { name: sink, value: bench-broker }
            - { name: broker, value: out }
      """;
  private static final String WEBHOOK =
      """
      - templatedRoute:
          routeId: bench-webhook-%1$d
          routeTemplateRef: webhook
          parameters:
            - { name: sink, value: bench-webhook-%1$d }
            - { name: url, value: "https://localhost:%2$d/%1$d" }
            - { name: options, value: "order=camera&atOnce=8&delay=200ms&maxDelay=1s" }
      """;
  private static final String LINES =
      """
      - templatedRoute:
          routeId: bench-lines
          routeTemplateRef: lines
          parameters:
            - { name: sink, value: bench-lines }
            - { name: folder, value: lines }
      """;
  private static final String DATA =
      """
      - route:
          id: bench-data
          description: What cameras publish is kept.
          from:
            uri: mqtt-data:main
            steps:
              - process: { ref: keep-data }
      """;

  final EventLoop loop;

  private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
  private final List<Child> processes = new ArrayList<>();
  private final Options options;
  private final Path folder;
  private final Material material;

  FanoutSite(Options options, String name) {
    this.options = options;
    this.folder = options.folder().toAbsolutePath().resolve("fanout").resolve(name);
    this.material = Material.in(folder.resolve("material"), DeviceRequest.CALLER);
    this.loop = loops.next();
  }

  /**
   * The bridge with a sink for the broker and so many webhooks less one.
   *
   * @param lines whether there is one more, of lines
   */
  FanoutTarget bridge(int sinks, boolean lines) throws Exception {
    String name = "bridge-" + sinks;
    int in = broker(name + "-in");
    int out = broker(name + "-out");
    int hooksPort = Child.freePort();
    Hooks hooks = hooks(hooksPort);
    StringBuilder routes = new StringBuilder(DATA).append(BROKER);
    for (int hook = 1; hook < sinks; hook++) {
      routes.append(WEBHOOK.formatted(hook, hooksPort));
    }
    if (lines) {
      routes.append(LINES);
    }
    Path home = folder.resolve(name);
    forget(home);
    Child bridge =
        started(
            Bridge.with(
                options,
                home,
                material,
                in,
                "nice.broker.out.url=tcp://127.0.0.1:%d\nnice.webhook.trust-store=file:%s\n"
                    .formatted(out, material.authorityFile()),
                routes.toString()));
    Optional<Path> written = lines ? Optional.of(home.resolve("lines")) : Optional.empty();
    return target("bridge", bridge, in, out, hooks, sinks, written);
  }

  /** Node-RED with the broker, one webhook and lines. */
  FanoutTarget nodeRed() throws Exception {
    int in = broker("node-red-in");
    int out = broker("node-red-out");
    int hooksPort = Child.freePort();
    Hooks hooks = hooks(hooksPort);
    Path home = folder.resolve("node-red");
    Path lines = home.resolve("lines");
    forget(lines);
    Child nodeRed =
        started(
            NodePeer.nodeRedFanout(
                options.peerSources().resolve("node-red-flows"),
                home,
                in,
                out,
                "https://localhost:%d/1".formatted(hooksPort),
                material.authorityFile(),
                lines.resolve("events.jsonl")));
    return target("node-red", nodeRed, in, out, hooks, 2, Optional.of(lines));
  }

  private FanoutTarget target(
      String name, Child process, int in, int out, Hooks hooks, int waited, Optional<Path> lines)
      throws Exception {
    Fan fan = Fan.open(loop, in, out, hooks, waited).toCompletableFuture().get(1, TimeUnit.MINUTES);
    return new FanoutTarget(name, process, fan, hooks, waited, lines);
  }

  /** What an earlier run left would be known already, and not come again. */
  private static void forget(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> old = Files.walk(folder)) {
        for (Path each : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private Hooks hooks(int port) throws SSLException {
    return new Hooks(loop, port, material.certificate(), material.key());
  }

  private int broker(String name) {
    int port = Child.freePort();
    started(Brokers.mosquitto(folder.resolve(name), port));
    return port;
  }

  private Child started(Child process) {
    processes.add(process);
    return process;
  }

  @Override
  public void close() {
    processes.forEach(Child::close);
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
