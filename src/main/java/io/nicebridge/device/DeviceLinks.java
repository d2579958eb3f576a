package io.nicebridge.device;

import io.nicebridge.device.DeviceView.Connected;
import io.nicebridge.message.Refusal;
import io.nicebridge.mqtt.BrokerSettings;
import io.nicebridge.mqtt.BrokerState;
import io.nicebridge.mqtt.BrokerStatus;
import io.nicebridge.mqtt.DeviceConnection;
import io.nicebridge.mqtt.Responses;
import io.nicebridge.mqtt.TlsSettings;
import io.nicebridge.mqtt.TopicRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The connections of one device: exactly those that its state wants, each with its plan. */
final class DeviceLinks {
  private final VirtualDevice device;
  private final FleetMeans means;
  private final BiConsumer<Side, BrokerStatus> changed;
  private final Consumer<Command> commands;
  private final Map<Side, Held> held = new ConcurrentHashMap<>();

  private record Held(LinkPlan plan, DeviceConnection connection) {}

  DeviceLinks(
      VirtualDevice device,
      FleetMeans means,
      BiConsumer<Side, BrokerStatus> changed,
      Consumer<Command> commands) {
    this.device = device;
    this.means = means;
    this.changed = changed;
    this.commands = commands;
  }

  /**
   * Closes what is not wanted, or wanted otherwise, before it opens anything.
   *
   * @return why one of them cannot be opened
   */
  Optional<String> follow(Map<Side, LinkPlan> wanted) {
    held.forEach(
        (side, link) -> {
          if (!link.plan().equals(wanted.get(side))) {
            held.remove(side);
            link.connection().close();
          }
        });
    Optional<String> fault = Optional.empty();
    for (Map.Entry<Side, LinkPlan> one : wanted.entrySet()) {
      try {
        if (!held.containsKey(one.getKey())) {
          held.put(one.getKey(), new Held(one.getValue(), open(one.getKey(), one.getValue())));
        }
      } catch (IllegalArgumentException e) {
        fault = Optional.of(String.valueOf(e.getMessage()));
      }
    }
    return fault;
  }

  private DeviceConnection open(Side side, LinkPlan plan) {
    DeviceSettings settings = means.settings();
    BrokerSettings broker =
        new BrokerSettings(
            "of device " + device.id() + ", " + side.word(),
            plan.to().url(),
            plan.to().username(),
            plan.to().password(),
            plan.to().clientId(),
            TlsSettings.trusting(plan.roots()),
            List.of(),
            false,
            0,
            settings.connectTimeout(),
            settings.heartbeat(),
            settings.maxReconnectDelay());
    return means
        .connections()
        .open(
            broker,
            device.id(),
            request -> arrived(side, request),
            status -> changed.accept(side, status));
  }

  private void arrived(Side side, TopicRequest request) {
    Responses back =
        (asked, topic, body) -> {
          @Nullable Held link = held.get(side);
          if (link != null) {
            link.connection().respond(asked, topic, body);
          }
        };
    commands.accept(
        new Command(device, side, request, back, device.account(), new CompletableFuture<>()));
  }

  /**
   * Publishes data by the connection to the account service.
   *
   * @param broker of whom it is: what is one account service's goes to no other one
   * @return fails with a {@link Refusal}
   */
  CompletionStage<Void> publish(MqttScheme broker, String topic, byte[] body, int qos) {
    @Nullable Held link = held.get(Side.ACCOUNT_SERVICE);
    return link == null || !link.plan().to().equals(broker)
        ? CompletableFuture.failedFuture(
            new Refusal(
                Refusal.Kind.BROKER_AWAY,
                "the device is not connected to its account service; nothing was sent"))
        : link.connection().publish(topic, body, qos);
  }

  boolean isRefused(Side side) {
    @Nullable Held link = held.get(side);
    return link != null && link.connection().status().state() == BrokerState.REFUSED;
  }

  List<Connected> view() {
    return held.entrySet().stream()
        .map(
            link ->
                new Connected(
                    link.getKey(),
                    address(link.getValue().plan()),
                    link.getValue().connection().status()))
        .sorted(java.util.Comparator.comparing(Connected::side))
        .toList();
  }

  private static String address(LinkPlan plan) {
    return plan.to().url().getScheme() + "://" + plan.to().url().getAuthority();
  }
}
