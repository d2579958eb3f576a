package io.nicebridge.relay;

import io.nicebridge.id.EndPointId;

/** Two peers, whichever of them speaks: what a session is known by. */
record SessionKey(EndPointId one, EndPointId other) {
  static SessionKey of(EndPointId a, EndPointId b) {
    return a.text().compareTo(b.text()) <= 0 ? new SessionKey(a, b) : new SessionKey(b, a);
  }

  /**
   * Peers that call each other are often numbered alike. A record's own hash, 31 times the one and
   * the other, then differs in few bits, and a table of them becomes a list.
   */
  @Override
  public int hashCode() {
    return 0x9E3779B9 * one.hashCode() + other.hashCode();
  }
}
