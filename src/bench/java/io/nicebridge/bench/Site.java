package io.nicebridge.bench;

import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.nicebridge.bench.load.DeviceRequest;
import io.nicebridge.bench.load.FloorWay;
import io.nicebridge.bench.load.HttpsWay;
import io.nicebridge.bench.load.Mould;
import io.nicebridge.bench.load.Requests;
import io.nicebridge.bench.process.Bridge;
import io.nicebridge.bench.process.Brokers;
import io.nicebridge.bench.process.Child;
import io.nicebridge.bench.process.Echo;
import io.nicebridge.bench.process.Material;
import io.nicebridge.bench.process.NodePeer;
import io.nicebridge.bench.process.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Everything that runs while it is measured: broker, devices and targets, a process each. */
final class Site implements AutoCloseable {
  final EventLoop loop;
  final Child broker;
  final Child devices;
  final List<Target> targets;

  private final Options options;
  private final Material material;
  private final AtomicLong commandIds = new AtomicLong(Mould.FIRST);
  private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
  private final Path folder;
  private final int brokerPort = Child.freePort();

  private Site(Options options) {
    this.options = options;
    this.folder = options.folder().toAbsolutePath();
    this.loop = loops.next();
    this.material = Material.in(folder.resolve("material"), DeviceRequest.CALLER);
    this.broker = Brokers.mosquitto(folder.resolve("mosquitto"), brokerPort);
    this.devices = startDevices();
    this.targets = startTargets();
  }

  /** Starts all of it; returns when every target can be asked. */
  static Site start(Options options) {
    return new Site(options);
  }

  private Child startDevices() {
    String delays =
        options.delays().stream()
            .map(delay -> Long.toString(delay.toMillis()))
            .collect(Collectors.joining(","));
    return Child.start(
            "devices",
            folder.resolve("devices"),
            Map.of(),
            List.of(
                Child.java(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Devices.class.getName(),
                Integer.toString(brokerPort),
                Integer.toString(options.devices()),
                delays))
        .saying(Devices.READY);
  }

  private List<Target> startTargets() {
    SslContext tls = HttpsWay.tls(material.authority());
    List<Target> all = new ArrayList<>();
    for (String name : names()) {
      if (name.equals("floor")) {
        all.add(new Target(name, new FloorWay(loop, brokerPort), Optional.empty(), true));
      } else {
        int port = Child.freePort();
        System.out.printf("starting %s%n", name);
        Child process = start(name, port);
        all.add(
            new Target(
                name, new HttpsWay(loop, tls, port), Optional.of(process), !name.equals("echo")));
      }
    }
    return List.copyOf(all);
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(List.of("bridge"));
    Options.PEERS.stream().filter(options.peers()::contains).forEach(names::add);
    return names;
  }

  private Child start(String name, int port) {
    Path home = folder.resolve(name);
    Path sources = options.peerSources().resolve(name);
    return switch (name) {
      case "bridge" -> Bridge.start(options, home, material, brokerPort, port);
      case "echo" -> Echo.start(options, home, material, port);
      case "fastify" -> NodePeer.fastify(sources, home, material, brokerPort, port);
      case "node-red" -> NodePeer.nodeRed(sources, home, material, brokerPort, port);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Requests to the devices that take so long. */
  Requests requests(Duration delay) {
    return new Requests(
        IntStream.range(0, options.devices())
            .mapToObj(n -> DeviceRequest.of(Devices.id(delay, n), material.token()))
            .toList(),
        commandIds);
  }

  @Override
  public void close() {
    targets.forEach(target -> target.process().ifPresent(Child::close));
    devices.close();
    broker.close();
    loops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS);
  }
}
