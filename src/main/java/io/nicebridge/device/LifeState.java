package io.nicebridge.device;

import io.nicebridge.device.ManagementObject.Account;
import io.nicebridge.id.NodeId;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a virtual device knows, and so where in its life it is (NICE 0.9 section 8.3, figure 4). It
 * is kept on disk: a device that starts again goes on where it was.
 *
 * @param la what the license authority answered; empty before the first power-up has succeeded
 * @param bound the object that binds it to an account service
 * @param control only while it is bound
 * @param modes by Node, only while it is bound
 */
public record LifeState(
    Optional<ManagementEndPoint> la,
    Optional<ManagementObject> bound,
    Optional<ControlObject> control,
    Map<NodeId, SceneMode> modes) {
  /** As it leaves the factory. */
  public static final LifeState BORN =
      new LifeState(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

  /** The names of figure 4's phases. */
  public enum Stage {
    /** Asks the license authority where it is to listen. */
    BORN,
    /** Listens at the license authority's broker. */
    REGISTERED,
    /** Listens at the account service's broker, too. */
    BOUND
  }

  public LifeState {
    modes = Map.copyOf(modes);
    if (la.isEmpty() && bound.isPresent()) {
      throw new IllegalArgumentException("a bound device must know its license authority");
    }
    if (bound.isPresent() && bound.get().account().isEmpty()) {
      throw new IllegalArgumentException("an object without an account binds to nobody");
    }
    if (bound.isEmpty() && (control.isPresent() || !modes.isEmpty())) {
      throw new IllegalArgumentException("only a bound device is controlled");
    }
  }

  public Stage stage() {
    return la.isEmpty() ? Stage.BORN : bound.isEmpty() ? Stage.REGISTERED : Stage.BOUND;
  }

  Optional<Account> account() {
    return bound.flatMap(ManagementObject::account);
  }

  /** Who is on the other side. */
  Optional<AppEndPoint> app(Side side) {
    return switch (side) {
      case LICENSE_AUTHORITY -> la.map(ManagementEndPoint::app);
      case ACCOUNT_SERVICE -> account().map(Account::app);
    };
  }

  /** Where the other side is. */
  Optional<NetEndPoint> net(Side side) {
    return switch (side) {
      case LICENSE_AUTHORITY -> la.map(ManagementEndPoint::net);
      case ACCOUNT_SERVICE -> account().map(Account::net);
    };
  }

  /** The connections that there must be now, and no others. */
  Map<Side, LinkPlan> links(SecurityObject born) {
    Map<Side, LinkPlan> links = new EnumMap<>(Side.class);
    net(Side.LICENSE_AUTHORITY)
        .flatMap(NetEndPoint::mqtt)
        .ifPresent(to -> links.put(Side.LICENSE_AUTHORITY, new LinkPlan(to, born.tlsRoots())));
    net(Side.ACCOUNT_SERVICE)
        .flatMap(NetEndPoint::mqtt)
        .ifPresent(to -> links.put(Side.ACCOUNT_SERVICE, new LinkPlan(to, accountRoots())));
    return links;
  }

  /** Who may vouch for servers of the account service, and for those that it names. */
  List<X509Certificate> accountRoots() {
    List<X509Certificate> roots = new ArrayList<>();
    bound.ifPresent(object -> roots.addAll(object.tlsRoots()));
    control.ifPresent(object -> roots.addAll(object.tlsRoots()));
    return List.copyOf(roots);
  }

  /** Whose access tokens count on this side, and which do not any more. */
  SideTrust trust(Side side) {
    List<X509Certificate> signers = new ArrayList<>();
    app(side).ifPresent(app -> signers.add(app.own()));
    List<String> revoked = new ArrayList<>();
    account().ifPresent(account -> revoked.addAll(account.revoked()));
    control.ifPresent(object -> revoked.addAll(object.revoked()));
    if (side == Side.ACCOUNT_SERVICE) {
      control.ifPresent(object -> object.controllers().forEach(app -> signers.add(app.own())));
    }
    return new SideTrust(signers, revoked);
  }

  /** How its SceneMarks are to be encrypted. */
  Set<SceneEncryption> encryptions() {
    return modes.values().stream()
        .flatMap(mode -> mode.marks().stream())
        .flatMap(output -> output.encryption().stream())
        .collect(Collectors.toSet());
  }

  /** For a log: no token. */
  @Override
  public String toString() {
    return "LifeState[" + stage() + "]";
  }
}
