package io.nicebridge;

import io.nicebridge.mqtt.BrokerSettings;
import io.nicebridge.step.DataFeedComponent;
import io.nicebridge.step.EventFeedComponent;
import io.nicebridge.step.SinkComponent;
import io.nicebridge.step.SinkOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Routes by which data comes in and goes out: {@code mqtt-data:<broker>}, {@code sink:<name>}. */
final class DataRules {
  private static final Set<String> BY_BROKER =
      Set.of(DataFeedComponent.NAME, EventFeedComponent.NAME);

  private DataRules() {}

  static Stream<Fault> dataTravelsByBrokersThatExist(Rule.House house) {
    Set<String> brokers = house.settings().brokerNames();
    return Stream.concat(house.sources(), house.targets())
        .filter(address -> BY_BROKER.contains(address.scheme()))
        .filter(address -> !brokers.contains(address.path()))
        .map(address -> Fault.at(address.place(), BrokerSettings.missing(address.path())));
  }

  static Stream<Fault> everyBrokersDataIsOneRoutes(Rule.House house) {
    return repeated(house, DataFeedComponent.NAME, "data by broker");
  }

  static Stream<Fault> everySinkIsOneRoutes(Rule.House house) {
    return repeated(house, SinkComponent.NAME, "sink");
  }

  static Stream<Fault> everyDatabaseIsInTheSettings(Rule.House house) {
    return unknown(house, Family.DATABASE, "dataSource", DataWiring.databaseBean(""));
  }

  static Stream<Fault> everyKafkaClusterIsInTheSettings(Rule.House house) {
    return unknown(house, Family.KAFKA, "kafkaClientFactory", DataWiring.kafkaBean(""));
  }

  private static Stream<Fault> unknown(
      Rule.House house, Family family, String option, String bean) {
    return house
        .targets()
        .flatMap(
            target ->
                target.option(option).filter(name -> name.startsWith("#" + bean)).stream()
                    .map(name -> name.substring(1 + bean.length()))
                    .filter(name -> !name.contains("{{"))
                    .filter(name -> !house.settings().members(family).contains(name))
                    .map(
                        name ->
                            Fault.at(
                                target.place(),
                                "%s is missing: a route writes there"
                                    .formatted(family.key(name, "url")))));
  }

  private static Stream<Fault> repeated(Rule.House house, String scheme, String what) {
    Map<String, Place> first = new HashMap<>();
    return house
        .sources()
        .filter(address -> address.scheme().equals(scheme))
        .flatMap(
            address -> {
              Place other = first.putIfAbsent(address.path(), address.place());
              return other == null
                  ? Stream.empty()
                  : Stream.of(
                      Fault.at(
                          address.place(),
                          "%s [%s] must be one route's: %s has it"
                              .formatted(what, address.path(), other)));
            });
  }

  static Stream<Fault> everySinkCanBeFed(Rule.House house) {
    return house
        .sources()
        .filter(address -> address.scheme().equals(SinkComponent.NAME))
        .flatMap(
            address ->
                SinkOptions.faults(address.path(), address.options()).stream()
                    .map(sentence -> Fault.at(address.place(), sentence)));
  }
}
