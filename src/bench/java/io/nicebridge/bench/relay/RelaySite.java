package io.nicebridge.bench.relay;

import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.nicebridge.bench.Options;
import io.nicebridge.bench.load.Crossing;
import io.nicebridge.bench.load.DeviceRequest;
import io.nicebridge.bench.load.Signals;
import io.nicebridge.bench.process.Bridge;
import io.nicebridge.bench.process.Brokers;
import io.nicebridge.bench.process.Child;
import io.nicebridge.bench.process.Material;
import io.nicebridge.bench.process.NodePeer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Two mosquittos for each target, so that nobody hears what is meant for another; without a target
 * between them, one.
 */
final class RelaySite implements AutoCloseable {
  final EventLoop loop;
  final List<RelayTarget> targets = new ArrayList<>();

  private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
  private final List<Child> processes = new ArrayList<>();
  private final Options options;
  private final Path folder;

  private RelaySite(Options options) {
    this.options = options;
    this.folder = options.folder().toAbsolutePath().resolve("relay");
    this.loop = loops.next();
    try {
      bridge();
      mosquitto();
      if (options.peers().contains("node-red")) {
        nodeRed();
      }
      if (options.peers().contains("floor")) {
        floor();
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  static RelaySite start(Options options) {
    return new RelaySite(options);
  }

  private void bridge() {
    int in = Child.freePort();
    int out = Child.freePort();
    Material material = Material.in(folder.resolve("material"), DeviceRequest.CALLER);
    Child first = broker("bridge-in", in);
    Child second = broker("bridge-out", out);
    Child bridge =
        started(
            Bridge.relay(
                options,
                folder.resolve("bridge"),
                material,
                in,
                out,
                Signals.CALLERS,
                Signals.pairs(Collections.max(options.relay().sessions()))));
    add("bridge", in, out, bridge, first, second);
  }

  /** Its own bridge, which is a part of the first broker. */
  private void mosquitto() {
    int in = Child.freePort();
    int out = Child.freePort();
    Child second = broker("mosquitto-out", out);
    Child first =
        broker(
            "mosquitto-in",
            in,
            "connection relay",
            "address 127.0.0.1:" + out,
            "topic +/+/management/WebRTCSignaling both 1");
    add("mosquitto", in, out, first, second);
  }

  private void nodeRed() {
    int in = Child.freePort();
    int out = Child.freePort();
    Child first = broker("node-red-in", in);
    Child second = broker("node-red-out", out);
    Path sources = options.peerSources().resolve("node-red-flows");
    Child relay = started(NodePeer.nodeRedRelay(sources, folder.resolve("node-red"), in, out));
    add("node-red", in, out, relay, first, second);
  }

  /** One broker and nothing between: what the load and a broker can do. */
  private void floor() {
    int port = Child.freePort();
    add("floor", port, port, broker("floor", port));
  }

  private Child broker(String name, int port, String... more) {
    return started(Brokers.mosquitto(folder.resolve(name), port, more));
  }

  private Child started(Child process) {
    processes.add(process);
    return process;
  }

  private void add(String name, int in, int out, Child... between) {
    targets.add(new RelayTarget(name, new Crossing(loop, in, out), List.of(between)));
  }

  @Override
  public void close() {
    processes.forEach(Child::close);
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
