package io.nicebridge;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.stream.Stream;

/** Options of Camel's components whose default, or whose other value, breaks a promise. */
final class SenderRules {
  private static final Set<String> HTTP =
      Set.of("http", "https", "vertx-http", "netty-http", "undertow", "jetty");

  private static final String MQTT = "paho-mqtt5";

  private SenderRules() {}

  /** Without it a header of the message decides where the request goes (CVE-2026-78164). */
  static Stream<Fault> everyHttpSenderIsABridgeEndpoint(Rule.House house) {
    return house
        .targets()
        .filter(target -> HTTP.contains(target.scheme()))
        .filter(target -> !target.has("bridgeEndpoint", "true"))
        .map(
            target ->
                Fault.at(
                    target.place(),
                    target.scheme()
                        + " must have bridgeEndpoint=true: else headers choose the address"));
  }

  /** Camel would say so only in its own words, and of a setting nothing. */
  static Stream<Fault> everyHttpSenderHasAnAddress(Rule.House house) {
    return house
        .targets()
        .filter(target -> target.scheme().equals("vertx-http"))
        .filter(target -> !target.path().contains("{{") && !target.path().contains("${"))
        .filter(target -> !target.path().matches("https?:(//)?[^/:]+.*"))
        .map(
            target ->
                Fault.at(
                    target.place(),
                    "the address [%s] of vertx-http must be http:// or https:// and a host"
                        .formatted(target.path())));
  }

  /** Camel reads it when the route starts. */
  static Stream<Fault> everyTimerHasItsTime(Rule.House house) {
    return house
        .sources()
        .filter(source -> source.scheme().equals("timer"))
        .flatMap(
            source ->
                Stream.of("period", "delay")
                    .flatMap(name -> source.option(name).stream().filter(text -> !isTime(text)))
                    .map(
                        text ->
                            Fault.at(
                                source.place(),
                                "the time [%s] of a timer must be milliseconds, or have its unit: 5s"
                                    .formatted(text))));
  }

  private static boolean isTime(String text) {
    return text.contains("{{")
        || text.matches("-?[0-9]+|([0-9]+(ms|s|m|h|d))+")
        || (text.matches("(?i)-?P.*") && isIso(text));
  }

  private static boolean isIso(String text) {
    try {
      var unused = Duration.parse(text);
      return true;
    } catch (DateTimeParseException none) {
      return false;
    }
  }

  /** A redirect would take the credentials along to another host (CVE-2026-85251). */
  static Stream<Fault> noSenderFollowsRedirects(Rule.House house) {
    return house
        .targets()
        .filter(target -> HTTP.contains(target.scheme()))
        .filter(target -> target.has("followRedirects", "true"))
        .map(
            target ->
                Fault.at(target.place(), "followRedirects=true gives credentials to another host"));
  }

  /** Serialised exceptions are Java objects from outside (CVE-2026-40859). */
  static Stream<Fault> nobodyTransfersExceptions(Rule.House house) {
    return Stream.concat(house.sources(), house.targets())
        .filter(endpoint -> endpoint.has("transferException", "true"))
        .map(
            endpoint ->
                Fault.at(
                    endpoint.place(), "transferException=true reads Java objects from outside"));
  }

  /** A client of an operator's own loses what the bridge's keeps (decision paho-mqtt5). */
  static Stream<Fault> pahoHasNoOtherClient(Rule.House house) {
    return Stream.concat(house.sources(), house.targets())
        .filter(endpoint -> endpoint.scheme().equals(MQTT))
        .filter(endpoint -> endpoint.option("client").isPresent())
        .map(
            endpoint ->
                Fault.at(
                    endpoint.place(),
                    "paho-mqtt5 must not have the option client: another one loses what this one"
                        + " keeps"));
  }

  /** Paho acknowledges QoS 2 twice then, and the broker drops the link; 2 is Camel's default. */
  static Stream<Fault> manualAcknowledgementIsForQos1(Rule.House house) {
    String common = "camel.component." + MQTT + ".configuration.qos";
    return house
        .sources()
        .filter(source -> source.scheme().equals(MQTT))
        .filter(source -> source.has("manualAcksEnabled", "true"))
        .filter(
            source ->
                source
                    .option("qos")
                    .or(() -> house.settings().text(common))
                    .orElse("2")
                    .equals("2"))
        .map(
            source ->
                Fault.at(
                    source.place(), "manualAcksEnabled=true must go with qos=1: 2 loses data"));
  }
}
