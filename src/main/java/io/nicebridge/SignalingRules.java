package io.nicebridge;

import io.nicebridge.RouteFile.Contents;
import io.nicebridge.mqtt.BrokerSettings;
import io.nicebridge.step.BridgedDevices;
import io.nicebridge.step.SignalLines;
import io.nicebridge.step.SignalingComponent;
import io.nicebridge.step.SignalingPairs;
import io.nicebridge.step.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Routes that relay WebRTC signalling: {@code signaling:<one>/<other>}. */
final class SignalingRules {
  private SignalingRules() {}

  static Stream<Fault> everySideIsThere(Rule.House house) {
    Set<String> brokers = house.settings().brokerNames();
    return addresses(house)
        .flatMap(
            address ->
                fault(sides(address), brokers)
                    .map(sentence -> Fault.at(address.place(), sentence))
                    .stream());
  }

  private static Optional<String> fault(List<String> sides, Set<String> brokers) {
    String written = String.join("/", sides);
    if (sides.size() != 2 || (sides.get(0).equals(sides.get(1)) && !isHttps(sides.get(0)))) {
      return Optional.of(
          "signaling [%s] must be two different brokers, or a broker and https: signaling:main/branch"
              .formatted(written));
    }
    if (sides.stream().anyMatch(SignalingRules::isHttps) && brokers.contains(SignalLines.HTTPS)) {
      return Optional.of(
          "signaling [%s]: a broker is named https, and nobody knows which is meant"
              .formatted(written));
    }
    return sides.stream()
        .filter(side -> !isHttps(side) && !brokers.contains(side))
        .map(BrokerSettings::missing)
        .findFirst();
  }

  private static boolean isHttps(String side) {
    return side.equals(SignalLines.HTTPS);
  }

  /** Two of a name would be two tables, of which one counts. */
  static Stream<Fault> signalingHasItsTable(Rule.House house) {
    boolean there =
        house.files().all(Contents::beans).stream()
            .anyMatch(bean -> bean.name().equals(SignalingPairs.NAME));
    return there
        ? Stream.empty()
        : addresses(house)
            .limit(1)
            .map(
                address ->
                    Fault.at(
                        address.place(),
                        "no route file declares the bean %s: nobody would be allowed to signal"
                            .formatted(SignalingPairs.NAME)));
  }

  /**
   * Who subscribes for everybody hides from mosquitto that a peer is absent: what would wait for it
   * is then lost. Whose own pairs begin alike has chosen so.
   */
  static Stream<Fault> nobodyElseListensForEverybody(Rule.House house) {
    Set<String> relayed =
        addresses(house).flatMap(address -> sides(address).stream()).collect(Collectors.toSet());
    if (TableRow.of(house.files(), SignalingPairs.NAME, Table.Row::columns)
        .flatMap(row -> row.read().stream())
        .anyMatch(SignalingRules::isWide)) {
      return Stream.empty();
    }
    return TableRow.of(house.files(), BridgedDevices.NAME, Listening::of)
        .filter(row -> isWide(row.read().who()) && relayed.contains(row.read().broker()))
        .map(row -> Fault.at(row.place(), row.read().refusal()));
  }

  /** Whom the bridge listens for on a broker. */
  private record Listening(String who, String broker) {
    static Listening of(Table.Row row) {
      return new Listening(row.columns().get(0), BridgedDevices.broker(row));
    }

    String refusal() {
      return ("the line [%s] must be whole EndPointIDs while signalling is relayed on broker %s: with * the bridge"
              + " listens for everybody there, and nobody is told any more that a peer is absent")
          .formatted(who, broker);
    }
  }

  private static boolean isWide(String who) {
    return who.endsWith("*");
  }

  /** Those of the sources: they decide what is relayed, the targets are the same in a template. */
  private static Stream<Endpoint> addresses(Rule.House house) {
    return house.sources().filter(address -> address.scheme().equals(SignalingComponent.NAME));
  }

  private static List<String> sides(Endpoint address) {
    return List.of(address.path().replaceFirst("^//", "").split("/", -1));
  }
}
