package io.nicebridge.device;

import io.nicebridge.message.Causes;
import io.nicebridge.message.DateTimeStamp;
import io.nicebridge.message.OwnRequest;
import io.nicebridge.message.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a device saw, on its way to where its SceneMode says: a Common Message of the Data interface
 * (NICE 0.9 sections 4 and 8.2), by the connection to its account service.
 */
final class DeviceData {
  private final VirtualDevice device;
  private final FleetMeans means;
  private final DeviceLinks links;
  private final PrivacyKeys keys;

  DeviceData(VirtualDevice device, FleetMeans means, DeviceLinks links) {
    this.device = device;
    this.means = means;
    this.links = links;
    this.keys = new PrivacyKeys(device.id(), means);
  }

  /** Forgets the keys that no SceneMode names any more. */
  void follow(LifeState state) {
    keys.keep(state.encryptions());
  }

  /**
   * Why a SceneMode cannot be lived by, if it cannot: said when it is set, and not when its first
   * SceneMark is lost.
   */
  static Optional<String> objection(DeviceLine line, LifeState state, SceneMode mode) {
    Optional<MqttScheme> own = state.net(Side.ACCOUNT_SERVICE).flatMap(NetEndPoint::mqtt);
    // What comes from a Port that the device does not have will never be sent.
    List<NodeOutput> data =
        line.nodes().getOrDefault(mode.node(), List.of()).stream()
            .flatMap(port -> mode.data().getOrDefault(port, List.of()).stream())
            .toList();
    return Stream.concat(
            data.stream().flatMap(output -> plain(output).stream()),
            Stream.concat(mode.marks().stream(), data.stream())
                .flatMap(output -> objection(own, output).stream()))
        .findFirst();
  }

  private static Optional<String> plain(NodeOutput output) {
    return output.encryption().isEmpty()
        ? Optional.empty()
        : Optional.of(output.name() + ": the device does not encrypt SceneData");
  }

  private static Optional<String> objection(Optional<MqttScheme> own, NodeOutput output) {
    boolean byOwn =
        output.broker().isPresent()
            && own.map(MqttScheme::url).equals(output.broker().map(MqttScheme::url));
    return byOwn
        ? Optional.empty()
        : Optional.of(
            output.name()
                + ": the device sends data by its account service's broker, and no other");
  }

  /**
   * Sends a section of SceneData to all of these, as it is.
   *
   * @return as {@link #send}; fails for good where one of them wants it encrypted
   */
  CompletionStage<Void> sendPlain(LifeState now, List<NodeOutput> outputs, byte[] section) {
    return outputs.stream()
        .flatMap(output -> plain(output).stream())
        .findFirst()
        .<CompletionStage<Void>>map(
            objection ->
                CompletableFuture.failedFuture(
                    new Refusal(Refusal.Kind.FORBIDDEN, objection + "; nothing was sent")))
        .orElseGet(() -> send(now, outputs, section));
  }

  /**
   * Sends a SceneMark to all of these.
   *
   * @param now what the device knew when it was decided
   * @return done when all brokers have it that must (QoS 1 and 2); fails with a {@link Refusal}
   */
  CompletionStage<Void> send(LifeState now, List<NodeOutput> outputs, byte[] mark) {
    MqttScheme broker =
        now.net(Side.ACCOUNT_SERVICE)
            .flatMap(NetEndPoint::mqtt)
            .orElseThrow(() -> new IllegalStateException("nobody's data is sent"));
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    for (NodeOutput output : outputs) {
      sent.add(send(now, broker, output, mark).toCompletableFuture());
    }
    return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new));
  }

  private CompletionStage<Void> send(
      LifeState now, MqttScheme broker, NodeOutput output, byte[] mark) {
    return body(now, output, mark)
        .thenCombine(means.numbers().next(), (body, number) -> message(output, number, body))
        .thenCompose(message -> links.publish(broker, output.path().topic(), message, output.qos()))
        .handle((done, failure) -> ended(output, failure))
        .thenCompose(Function.identity());
  }

  private CompletionStage<String> body(LifeState now, NodeOutput output, byte[] mark) {
    return output
        .encryption()
        .map(how -> keys.get(how, now.accountRoots()).thenApply(key -> key.encrypt(mark)))
        .orElseGet(
            () -> CompletableFuture.completedFuture(new String(mark, StandardCharsets.UTF_8)));
  }

  private byte[] message(NodeOutput output, long number, String body) {
    return new OwnRequest(
            device.id(),
            output.path(),
            DateTimeStamp.now(means.clock()),
            number,
            output.token(),
            output.encryption().isPresent(),
            Optional.of(body))
        .toJson();
  }

  /** What is sent at most once (QoS 0) waits for nobody, and keeps nobody waiting. */
  private CompletionStage<Void> ended(NodeOutput output, Throwable failure) {
    Throwable cause = Causes.of(failure);
    if (cause == null) {
      return CompletableFuture.completedFuture(null);
    }
    if (output.qos() == 0 && cause instanceof Refusal) {
      means.lost().increment();
      return CompletableFuture.completedFuture(null);
    }
    return CompletableFuture.failedFuture(cause);
  }
}
