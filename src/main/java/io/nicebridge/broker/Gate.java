package io.nicebridge.broker;

import io.nicebridge.id.EndPointId;
import io.nicebridge.token.AccessToken;
import io.nicebridge.token.Tokens;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may come in: a user of the file with its password, or the holder of an access token, which is
 * the password (the NICE MQTTScheme's {@code Password}); the user name is then whatever the
 * authority assigned.
 */
final class Gate {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  /** Tokens that may wait for their keys at once: the engine's threads serve everybody else. */
  private static final int MOST_WAITING = 8;

  private static final long LONGEST_WAIT_SECONDS = 5;
  private static final String DATA = "data";

  private final Guests guests;
  private final Tokens tokens;
  private final Set<String> ownAudiences;
  private final boolean permissionsRequired;
  private final EndPointId bridge;
  private final InstantSource clock;
  private final Semaphore waiting = new Semaphore(MOST_WAITING);

  Gate(
      Guests guests,
      Tokens tokens,
      Set<String> ownAudiences,
      boolean permissionsRequired,
      EndPointId bridge,
      InstantSource clock) {
    this.guests = guests;
    this.tokens = tokens;
    this.ownAudiences = Set.copyOf(ownAudiences);
    this.permissionsRequired = permissionsRequired;
    this.bridge = bridge;
    this.clock = clock;
  }

  /** Empty for whoever may not; the log says why, at debug. */
  Optional<Pass> open(@Nullable String user, @Nullable String password) {
    if (password == null || password.isEmpty()) {
      return refused("there is no password");
    }
    if (user != null && guests.knows(user)) {
      Optional<Guest> guest = guests.find(user, password);
      return guest.isPresent()
          ? unlessTheBridge(Pass.of(user, password, guest.get(), Optional.empty()))
          : refused("the password is not the user's");
    }
    if (password.indexOf('.') < 0) {
      return refused("no line of the file of users has this name, and the password is no token");
    }
    return verified(password).flatMap(token -> byToken(user, password, token));
  }

  private Optional<AccessToken> verified(String compact) {
    if (!waiting.tryAcquire()) {
      LOG.debug("MQTT: refused: more than {} tokens wait for their keys", MOST_WAITING);
      return Optional.empty();
    }
    try {
      return Optional.of(
          tokens.verify(compact).toCompletableFuture().get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("MQTT: refused: {}", String.valueOf(e.getCause()));
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      waiting.release();
    }
  }

  private Optional<Pass> byToken(@Nullable String user, String password, AccessToken token) {
    Optional<EndPointId> id = EndPointId.read(token.subject());
    if (id.isEmpty()) {
      return refused("the token's subject is no EndPointID");
    }
    if (!isForUs(token)) {
      return refused("the token's audience does not hold the bridge");
    }
    if (!clock.instant().isBefore(token.expiry())) {
      return refused("the token has expired");
    }
    Guest device = Guest.device(id.get(), permitsData(token));
    return unlessTheBridge(Pass.of(user, password, device, Optional.of(token.expiry())));
  }

  /** Its own tokens are shown to devices, and it does not come from outside. */
  private Optional<Pass> unlessTheBridge(Pass pass) {
    return pass.guest().endPoint().filter(bridge::equals).isPresent()
        ? refused("nobody is the bridge itself")
        : Optional.of(pass);
  }

  /**
   * Callers show their tokens to devices: one that names its devices must not let those in as the
   * caller.
   */
  private boolean isForUs(AccessToken token) {
    return token.audience().stream().noneMatch(name -> EndPointId.read(name).isPresent())
        || token.audience().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .anyMatch(ownAudiences::contains);
  }

  private boolean permitsData(AccessToken token) {
    return token
        .permissions()
        .map(held -> held.stream().anyMatch(DATA::equalsIgnoreCase))
        .orElse(!permissionsRequired);
  }

  private static Optional<Pass> refused(String why) {
    LOG.debug("MQTT: refused: {}", why);
    return Optional.empty();
  }
}
