package io.nicebridge.bench.load;

import io.netty.channel.EventLoop;
import io.nicebridge.bench.mqtt.Letter;
import io.nicebridge.bench.mqtt.MqttLink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The floor: MQTT 5 request and response through the same broker, without HTTPS, token or bridge.
 * One connection, as a bridge has, and as many requests under way as there are callers.
 */
public final class FloorWay implements Way {
  private static final String OWN_ID = "00000001-5eab-2e10-8003-0000000000f1";
  private static final String REPLIES = "1/" + OWN_ID + "/management/GetDeviceStatus";

  private final EventLoop loop;
  private final int port;
  private final List<Asker> askers = new ArrayList<>();
  private @Nullable MqttLink link;

  public FloorWay(EventLoop loop, int port) {
    this.loop = loop;
    this.port = port;
  }

  @Override
  public CompletionStage<Void> open(int callers, Requests requests, Traffic traffic) {
    askers.clear();
    List<Mould> moulds = requests.devices().stream().map(DeviceRequest::message).toList();
    return MqttLink.to(port, loop, "floor", REPLIES, (from, letter) -> arrived(letter))
        .thenAcceptAsync(
            connected -> {
              link = connected;
              for (int i = 0; i < callers; i++) {
                askers.add(new Asker(i, connected, moulds, requests, traffic));
              }
              askers.forEach(traffic::ready);
            },
            loop);
  }

  private void arrived(Letter letter) {
    askers.get(ByteBuffer.wrap(letter.correlation()).getInt()).arrived(letter);
  }

  @Override
  public CompletionStage<Void> close() {
    return link == null ? CompletableFuture.completedStage(null) : link.close();
  }

  private static final class Asker implements Caller {
    private final byte[] correlation;
    private final MqttLink link;
    private final List<Mould> moulds;
    private final Requests requests;
    private final Traffic traffic;
    private long commandId;

    Asker(int index, MqttLink link, List<Mould> moulds, Requests requests, Traffic traffic) {
      this.correlation = ByteBuffer.allocate(Integer.BYTES).putInt(index).array();
      this.link = link;
      this.moulds = moulds;
      this.requests = requests;
      this.traffic = traffic;
    }

    @Override
    public void ask() {
      commandId = requests.commandId();
      int device = requests.turn();
      link.publish(
          requests.devices().get(device).path(),
          new Letter(REPLIES, correlation, moulds.get(device).with(commandId)));
    }

    void arrived(Letter letter) {
      if (Mould.holds(letter.payload(), commandId)) {
        traffic.answered(this);
      } else {
        traffic.failed(this, "an answer to another request");
        traffic.ready(this);
      }
    }
  }
}
