package io.nicebridge;

import io.nicebridge.kafka.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What is wrong with settings that need each other, or exclude each other. */
final class SettingsTogether {
  private final Settings settings;
  private final SettingFaults faults;

  SettingsTogether(Settings settings, SettingFaults faults) {
    this.settings = settings;
    this.faults = faults;
  }

  void look() {
    if (faults.none("nice.token.jwks") && faults.none("nice.token.trust")) {
      faults.missing("nice.token.jwks", "the keys that verify access tokens (or nice.token.trust)");
    }
    if (faults.none("camel.ssl.keyStore") && faults.none("nice.http.certificate")) {
      faults.missing(
          "camel.ssl.keyStore", "the door's key and certificate (or nice.http.certificate)");
    }
    needs("camel.ssl.keyStore", "camel.ssl.keystorePassword");
    needs("nice.http.certificate", "nice.http.key");
    needs("nice.http.key", "nice.http.certificate");
    needs("nice.sign.key", "nice.sign.chain");
    needs("nice.sign.chain", "nice.sign.key");
    for (String broker : settings.brokerNames()) {
      needs(Settings.brokerKey(broker, "username"), Settings.brokerKey(broker, "password"));
      needs(
          Settings.brokerKey(broker, "key-store"),
          Settings.brokerKey(broker, "key-store-password"));
    }
    for (String cluster : settings.members(Family.KAFKA)) {
      kafka(field -> Family.KAFKA.key(cluster, field));
    }
    for (String database : settings.members(Family.DATABASE)) {
      needs(Family.DATABASE.key(database, "username"), Family.DATABASE.key(database, "password"));
      needs(Family.DATABASE.key(database, "password"), Family.DATABASE.key(database, "username"));
    }
    needs("nice.journal.username", "nice.journal.password");
    needs("nice.journal.password", "nice.journal.username");
    needs("nice.journal.username", "nice.journal.url");
    needs("nice.journal.trust-store", "nice.journal.url");
    sharedDevices();
    settings.tokenSources().forEach(this::tokenSource);
    if (!settings.text("camel.ssl.clientAuthentication").orElse("NONE").equals("NONE")) {
      needs("camel.ssl.clientAuthentication", "camel.ssl.trustStore");
    }
    pairs();
    ports();
    bodies();
    drain();
    embeddedBroker();
  }

  /** One of three kinds, and all that it needs. */
  private void tokenSource(String name) {
    String url = Keys.tokenSourceKey(name, "url");
    String signKey = Keys.tokenSourceKey(name, "sign-key");
    String secret = Keys.tokenSourceKey(name, "secret");
    List<String> kinds = Stream.of(secret, url, signKey).filter(key -> !faults.none(key)).toList();
    if (kinds.size() != 1) {
      Keys.ofTokenSource(name)
          .flatMap(key -> faults.where(key.name()).stream())
          .findFirst()
          .ifPresent(
              setting ->
                  faults.at(
                      setting,
                      "the token source [%s] must have one of secret, url and sign-key"
                          .formatted(name)));
    }
    needs(url, Keys.tokenSourceKey(name, "client-id"));
    needs(url, Keys.tokenSourceKey(name, "client-secret"));
    needs(signKey, Keys.tokenSourceKey(name, "sign-chain"));
  }

  private void ports() {
    String door = settings.text("camel.server.port").orElse("");
    if (!door.equals("0")
        && settings.text("camel.management.port").filter(door::equals).isPresent()) {
      faults
          .where("camel.management.port")
          .ifPresent(
              setting ->
                  faults.at(
                      setting,
                      "camel.management.port [%s] must not be camel.server.port".formatted(door)));
    }
  }

  /** One body at least must find room, and one answer of that size. */
  private void bodies() {
    roomForOne("nice.http.max-bodies");
    roomForOne("nice.http.max-answers");
  }

  private void roomForOne(String key) {
    long one = sizeOr("nice.http.max-body", 0);
    long all = sizeOr(key, one);
    if (all < one) {
      faults
          .where(key)
          .ifPresent(
              setting ->
                  faults.at(
                      setting,
                      "%s [%s] must not be below nice.http.max-body"
                          .formatted(key, setting.text())));
    }
  }

  private void kafka(UnaryOperator<String> key) {
    needs(key.apply("username"), key.apply("password"));
    needs(key.apply("password"), key.apply("username"));
    needs(key.apply("key-store"), key.apply("key-store-password"));
    boolean bare = settings.text(key.apply("mechanism")).filter("PLAIN"::equals).isPresent();
    settings
        .text(key.apply("url"))
        .filter(KafkaSettings::isInTheClear)
        .filter(url -> bare && !faults.none(key.apply("username")))
        .flatMap(url -> faults.where(key.apply("url")))
        .ifPresent(
            setting ->
                faults.at(
                    setting,
                    "%s [%s] must be kafka+ssl://… with the mechanism PLAIN: the password would be read on the way"
                        .formatted(key.apply("url"), setting.text())));
  }

  /** Where it is no size, that has been said. */
  private long sizeOr(String key, long otherwise) {
    try {
      return settings.size(key);
    } catch (IllegalArgumentException e) {
      return otherwise;
    }
  }

  private void drain() {
    String key = "camel.main.shutdownTimeout";
    try {
      Duration drain = settings.duration("nice.http.drain-timeout");
      Duration stop = Duration.ofSeconds(settings.count(key));
      if (stop.compareTo(drain) <= 0) {
        faults
            .where(key)
            .ifPresent(
                setting ->
                    faults.at(
                        setting,
                        "%s [%d] must be more seconds than nice.http.drain-timeout [%d]"
                            .formatted(key, stop.toSeconds(), drain.toSeconds())));
      }
    } catch (IllegalArgumentException notEvenANumber) {
      // Said already, where each of the two was looked at.
      return;
    }
  }

  private void pairs() {
    int certificates = settings.text("nice.http.certificate").orElse("").split(",", -1).length;
    int keys = settings.text("nice.http.key").orElse("").split(",", -1).length;
    if (certificates != keys
        && !faults.none("nice.http.certificate")
        && !faults.none("nice.http.key")) {
      faults
          .where("nice.http.key")
          .ifPresent(
              setting ->
                  faults.at(
                      setting,
                      "nice.http.key must name a key for each certificate: %d for %d"
                          .formatted(keys, certificates)));
    }
  }

  /** Another bridge may be the one that hands on what a device of this one saw. */
  private void sharedDevices() {
    if (faults.none("nice.journal.url")) {
      return;
    }
    faults
        .where("nice.device.key")
        .filter(setting -> !setting.text().isEmpty())
        .ifPresent(
            setting ->
                faults.at(
                    setting,
                    "nice.device.key must not be set beside nice.journal.url:"
                        + " a bridge that has not the device could be the one to send what it saw"));
  }

  /** Two ports of its own; and nobody else is the broker main. */
  private void embeddedBroker() {
    if (!BrokerWiring.isEmbedded(settings)) {
      return;
    }
    String url = Settings.brokerKey(BrokerWiring.MAIN, "url");
    faults
        .where(url)
        .filter(setting -> !setting.text().isEmpty())
        .ifPresent(
            setting ->
                faults.at(
                    setting,
                    url
                        + " must not be set with nice.embedded-broker.enabled=on: the bridge itself"
                        + " is this broker"));
    String key = "nice.embedded-broker.port";
    String port = settings.text(key).orElse("");
    Stream.of("camel.server.port", "camel.management.port")
        .filter(other -> !port.equals("0") && settings.text(other).filter(port::equals).isPresent())
        .forEach(
            other ->
                faults
                    .where(key)
                    .ifPresent(
                        setting ->
                            faults.at(
                                setting, "%s [%s] must not be %s".formatted(key, port, other))));
  }

  private void needs(String key, String other) {
    if (!faults.none(key) && faults.none(other)) {
      faults
          .where(key)
          .ifPresent(setting -> faults.at(setting, other + " is missing: " + key + " needs it"));
    }
  }
}
