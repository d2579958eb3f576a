package io.nicebridge.step;

import io.nicebridge.device.VirtualDevice;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.NodeId;
import io.nicebridge.id.PortId;
import io.nicebridge.message.DataHead;
import io.nicebridge.message.Refusal;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.camel.Exchange;

/**
 * Step {@code send-as-device} of a sink: what a virtual device saw goes where its SceneMode says,
 * in the device's name (NICE 0.9 section 8.2). All else passes: data of others, of a device that
 * was bound to nobody, or to somebody else then, and what no SceneMode asks for.
 */
final class SendAsDevice extends AsyncStep {
  private static final Set<DataHead.Kind> KINDS =
      Set.of(DataHead.Kind.SCENE_MARK, DataHead.Kind.SCENE_DATA);

  private final Function<EndPointId, Optional<VirtualDevice>> virtual;

  SendAsDevice(Function<EndPointId, Optional<VirtualDevice>> virtual) {
    this.virtual = virtual;
  }

  @Override
  CompletionStage<?> begin(Exchange exchange) {
    Optional<String> account = Facts.known(exchange, Facts.ACCOUNT, String.class);
    DataHead head = DataHead.of(Facts.must(exchange, Facts.BODY, byte[].class));
    if (account.isEmpty() || !KINDS.contains(head.kind()) || isSent(head)) {
      Marks.letPass(exchange);
      return CompletableFuture.completedFuture(null);
    }
    NodeId node = new NodeId(Facts.must(exchange, Facts.NODE_ID, String.class));
    VirtualDevice device = device(exchange);
    CompletionStage<Boolean> told =
        head.kind() == DataHead.Kind.SCENE_MARK
            ? device.tell(node, head.payload(), account.get())
            : device.show(node, port(exchange), head.payload(), account.get());
    return told.thenAccept(
        wanted -> {
          if (!wanted) {
            Marks.letPass(exchange);
          }
        });
  }

  /**
   * What a device of ours has sent itself, and a broker has brought back, would go round for ever.
   */
  private boolean isSent(DataHead head) {
    return head.source().flatMap(virtual).isPresent();
  }

  private static PortId port(Exchange exchange) {
    return new PortId(Facts.must(exchange, Facts.PORT_ID, String.class));
  }

  /** It was one when its data came: its line is away for a while, or has been moved. */
  private VirtualDevice device(Exchange exchange) {
    return EndPointId.read(Facts.must(exchange, Facts.END_POINT_ID, String.class))
        .flatMap(virtual)
        .orElseThrow(
            () ->
                new Refusal(
                    Refusal.Kind.BROKER_AWAY,
                    "routes/devices.camel.yaml has no line for the device any more"));
  }
}
