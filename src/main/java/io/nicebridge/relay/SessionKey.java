package io.nicebridge.relay;

import io.nicebridge.id.EndPointId;

/** Two peers, whichever of them speaks: what a session is known by. */
record SessionKey(EndPointId one, EndPointId other) {
  static SessionKey of(EndPointId a, EndPointId b) {
    return a.text().compareTo(b.text()) <= 0 ? new SessionKey(a, b) : new SessionKey(b, a);
  }
}
