package io.nicebridge.device;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/**
 * Whose access tokens count for commands from one side.
 *
 * @param signers exactly these certificates: what lies below them signs for itself only. A
 *     neighbour's device certificate leads to the license authority's root, too
 * @param revoked jti that are good no longer
 */
record SideTrust(Set<X509Certificate> signers, Set<String> revoked) {
  SideTrust(List<X509Certificate> signers, List<String> revoked) {
    this(Set.copyOf(signers), Set.copyOf(revoked));
  }
}
