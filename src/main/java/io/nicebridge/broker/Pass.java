package io.nicebridge.broker;

import java.security.Principal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.jspecify.annotations.Nullable;

/** What a connection was let in on. The engine asks again and again; this is what it is told. */
final class Pass implements Principal {
  private final @Nullable String user;
  private final String password;
  private final Guest guest;
  private final boolean everything;
  private final Optional<Instant> until;

  private Pass(
      @Nullable String user,
      String password,
      Guest guest,
      boolean everything,
      Optional<Instant> until) {
    this.user = user;
    this.password = password;
    this.guest = guest;
    this.everything = everything;
    this.until = until;
  }

  /**
   * @param until a token's end; empty: for as long as the file has its line
   */
  static Pass of(@Nullable String user, String password, Guest guest, Optional<Instant> until) {
    return new Pass(user, password, guest, false, until);
  }

  /** The bridge's own: every topic but the engine's. */
  static Pass ofTheBridge(String user, String password, Guest bridge) {
    return new Pass(user, password, bridge, true, Optional.empty());
  }

  static Optional<Pass> in(@Nullable Subject subject) {
    return subject == null
        ? Optional.empty()
        : subject.getPrincipals(Pass.class).stream().findFirst();
  }

  Subject subject() {
    return new Subject(true, Set.of(this, new UserPrincipal(guest.name())), Set.of(), Set.of());
  }

  /** Whether it was given for exactly this. */
  boolean isFor(@Nullable String name, @Nullable String secret) {
    return password.equals(secret) && (user == null ? name == null : user.equals(name));
  }

  Guest guest() {
    return guest;
  }

  boolean isForEverything() {
    return everything;
  }

  /** Whether it still counts. */
  boolean holds(Instant now, Guests guests) {
    if (everything) {
      return true;
    }
    return until.isPresent()
        ? now.isBefore(until.get())
        : user != null && guests.find(user, password).filter(guest::equals).isPresent();
  }

  @Override
  public String getName() {
    return guest.name();
  }
}
