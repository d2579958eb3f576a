package io.nicebridge.device;

import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What SetManagementObject brings: the account service that the device is bound to from now on, or
 * none, which releases it (NICE 0.9 section 8.3).
 *
 * @param json as it came
 * @param account empty where there is no NICEAS: the device is released
 * @param tlsRoots AllowedTLSRootCertificates: who may vouch for the account service's servers
 */
public record ManagementObject(
    String json, EndPointId device, Optional<Account> account, List<X509Certificate> tlsRoots) {
  /** Most jti that one object may revoke; 64 characters each. */
  static final int MOST_REVOKED = 10_000;

  private static final int LONGEST_NAME = 128;

  /** An account service, NICEAS. */
  public record Account(String id, AppEndPoint app, NetEndPoint net, Set<String> revoked) {
    public Account {
      revoked = Set.copyOf(revoked);
    }

    @Override
    public String toString() {
      return "Account[" + Malformed.quoted(id) + "]";
    }
  }

  public ManagementObject {
    tlsRoots = List.copyOf(tlsRoots);
  }

  public static ManagementObject parse(String json) {
    Part part = Part.read("ManagementObject", json);
    Optional<Account> account = part.find("NICEAS").map(ManagementObject::account);
    List<X509Certificate> roots = Certificates.of(part, "AllowedTLSRootCertificates");
    if (account.isPresent() && roots.isEmpty()) {
      throw new Malformed("AllowedTLSRootCertificates must hold at least one certificate");
    }
    return new ManagementObject(json, part.endPoint("DeviceID"), account, roots);
  }

  private static Account account(Part as) {
    Part endPoint = as.object("NICEASEndPoint");
    NetEndPoint net = NetEndPoint.of(endPoint.object("NetEndPoint"));
    if (net.mqtt().isEmpty()) {
      throw new Malformed(
          "NICEASEndPoint.NetEndPoint.Scheme must have one with the Protocol MQTT: this bridge is"
              + " told, and does not ask");
    }
    String id = as.text("NICEASID");
    if (id.length() > LONGEST_NAME) {
      throw new Malformed(
          "NICEASID has %d characters, limit %d".formatted(id.length(), LONGEST_NAME));
    }
    return new Account(id, AppEndPoint.of(endPoint.object("AppEndPoint")), net, revoked(as));
  }

  static Set<String> revoked(Part part) {
    Set<String> revoked = new HashSet<>(part.texts("RevokedJSONTokenIDs"));
    if (revoked.size() > MOST_REVOKED) {
      throw new Malformed(
          "RevokedJSONTokenIDs has %d entries, limit %d".formatted(revoked.size(), MOST_REVOKED));
    }
    return revoked;
  }

  @Override
  public String toString() {
    return "ManagementObject[" + account.map(Account::toString).orElse("release") + "]";
  }
}
