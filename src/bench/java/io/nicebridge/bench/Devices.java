package io.nicebridge.bench;

import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.nicebridge.bench.load.DeviceRequest;
import io.nicebridge.bench.load.Mould;
import io.nicebridge.bench.mqtt.Letter;
import io.nicebridge.bench.mqtt.MqttLink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The simulated devices, a process of their own: {@code Devices <broker port> <how many> <delays in
 * ms>}. Each has a connection of its own and always takes the same time to answer; there are so
 * many of them for each delay.
 */
public final class Devices {
  /** Of requests and responses; the bridge is not told to check how old they are. */
  public static final String STAMP = "2026-11-22T12:00:00.000Z";

  /** What it prints when all are subscribed. */
  public static final String READY = "the devices are there";

  private static final byte[] COMMAND_ID = "\"CommandID\":".getBytes(StandardCharsets.UTF_8);

  private final EventLoop loop;
  private final int port;

  private Devices(EventLoop loop, int port) {
    this.loop = loop;
    this.port = port;
  }

  public static void main(String[] args) throws InterruptedException {
    Devices devices = new Devices(new NioEventLoopGroup(1).next(), Integer.parseInt(args[0]));
    for (String millis : args[2].split(",", -1)) {
      for (int n = 0; n < Integer.parseInt(args[1]); n++) {
        devices.start(Duration.ofMillis(Long.parseLong(millis)), n);
      }
    }
    System.out.println(READY);
    Thread.currentThread().join();
  }

  /** The EndPointID of one of them. */
  public static String id(Duration delay, int n) {
    return "00000001-5cdd-280b-8002-%06d%06d".formatted(delay.toMillis(), n);
  }

  private void start(Duration delay, int n) {
    String id = id(delay, n);
    Mould answer = answer(id);
    MqttLink.to(
            port,
            loop,
            "device-" + id,
            "1/" + id + "/#",
            (link, request) -> answer(link, request, answer, delay))
        .toCompletableFuture()
        .join();
  }

  private void answer(MqttLink link, Letter request, Mould answer, Duration delay) {
    long commandId = Mould.find(request.payload(), COMMAND_ID);
    Letter response = new Letter("", request.correlation(), answer.with(commandId));
    if (delay.isZero()) {
      link.publish(request.responseTopic(), response);
    } else {
      loop.schedule(
          () -> link.publish(request.responseTopic(), response),
          delay.toNanos(),
          TimeUnit.NANOSECONDS);
    }
  }

  /** A response of section 4.1.2: source and destination are the request's. */
  private static Mould answer(String id) {
    return Mould.of(
        """
        {"MessageType":"response","SourceEndPointID":"%s","DestinationEndPointID":"%s",\
        "DateTimeStamp":"%s","EncryptionOn":false,"ReplyID":%d,"ReplyStatusCode":200,\
        "ReplyErrorCode":0,"ReplyStatusMessage":"OK","Payload":{"Body":"{\\"Status\\":\\"OK\\"}"}}"""
            .formatted(DeviceRequest.CALLER, id, STAMP, Mould.FIRST));
  }
}
