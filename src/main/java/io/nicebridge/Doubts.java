package io.nicebridge;

import io.nicebridge.device.Fleet;
import io.nicebridge.http.FrontDoor;
import io.nicebridge.mqtt.Brokers;
import io.nicebridge.token.TokenVerifier;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Why the bridge is not ready, a sentence for each reason, for whoever reads the page at night.
 *
 * @param required whether the bridge is not ready while the broker of this name is away
 */
record Doubts(
    FrontDoor frontDoor,
    TokenVerifier verifier,
    Brokers brokers,
    Predicate<String> required,
    Fleet fleet) {
  Optional<String> keys() {
    return verifier
        .keyStatus()
        .filter(keys -> !keys.available())
        .map(keys -> "no key set could be had yet: " + keys.lastError().orElse("it is on its way"));
  }

  /** All of them: whoever reads it at night should not find the next one after the first. */
  Optional<String> brokersAway() {
    return brokers.all().stream()
        .filter(broker -> required.test(broker.name()) && !broker.status().isReady())
        .map(broker -> "broker %s %s".formatted(broker.name(), broker.status().sentence()))
        .reduce((one, more) -> one + "; " + more);
  }

  /** How many are not where they should be; the page of devices says which, and why. */
  Optional<String> devices() {
    long away = fleet.views().stream().filter(view -> !view.isWell()).count();
    return away == 0
        ? Optional.empty()
        : Optional.of("%d virtual devices are not connected as they should be".formatted(away));
  }

  Optional<String> door() {
    if (!frontDoor.isOpen()) {
      return Optional.of("the front door is not open");
    }
    return frontDoor.leadsSomewhere()
        ? Optional.empty()
        : Optional.of("no route file has a front door: every request would get 404");
  }
}
