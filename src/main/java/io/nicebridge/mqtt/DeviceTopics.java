package io.nicebridge.mqtt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.Timer;
import io.nicebridge.id.EndPointId;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The topics of virtual devices, each on the brokers that it was told (NICE 0.9 section 8.3). Their
 * connections share a few threads: there may be hundreds.
 */
final class DeviceTopics implements DeviceConnections {
  private static final int THREADS = 2;

  private final Timer timer;
  private final Counter unsent;
  private final Dialer.Threads threads =
      new Dialer.Threads(new BrokerThread("mqtt-devices"), THREADS);

  DeviceTopics(Timer timer, MeterRegistry registry) {
    this.timer = timer;
    this.unsent =
        Counter.builder("nice.device.unsent")
            .description("Responses of virtual devices that no broker took: it was away")
            .register(registry);
  }

  @Override
  public DeviceConnection open(
      BrokerSettings settings,
      EndPointId device,
      Consumer<TopicRequest> requests,
      Consumer<BrokerStatus> changed) {
    Broker broker =
        new Broker(
            settings,
            Dialer.sharing(settings, threads),
            TopicFilters.requests(List.of(device.text())),
            timer,
            Clock.systemUTC(),
            (name, status) -> changed.accept(status),
            publish -> take(settings.name(), Arrival.of(publish), requests));
    broker.start();
    return new Connection(broker, new DataPublishing(settings, DataPublishing.PATIENCE));
  }

  private static void take(String name, Arrival arrival, Consumer<TopicRequest> requests) {
    if (!arrival.retained()) {
      requests.accept(TopicRequest.of(name, arrival));
    }
  }

  private final class Connection implements DeviceConnection {
    private final Broker broker;
    private final DataPublishing publishing;

    Connection(Broker broker, DataPublishing publishing) {
      this.broker = broker;
      this.publishing = publishing;
    }

    @Override
    public BrokerStatus status() {
      return broker.status();
    }

    @Override
    public void respond(TopicRequest request, String topic, byte[] body) {
      RequestTopics.respond(broker, request, topic, body, unsent);
    }

    @Override
    public CompletionStage<Void> publish(String topic, byte[] body, int qos) {
      return publishing.publish(broker, topic, body, qos);
    }

    @Override
    public void close() {
      broker.close();
    }
  }
}
