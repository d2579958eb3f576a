package io.nicebridge.http;

import io.nicebridge.message.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The bodies that one event loop is reading. Only on that event loop. */
final class OpenBodies {
  private final Admission admission;
  private final Set<RequestBody> open = new HashSet<>();

  OpenBodies(Admission admission) {
    this.admission = admission;
  }

  /** Refused at once when the stop waits for no more bodies. */
  void opened(RequestBody body) {
    if (admission.hurrying()) {
      body.refuse(closing());
    } else {
      open.add(body);
    }
  }

  void ended(RequestBody body) {
    open.remove(body);
  }

  /** When the stop waits for no more bodies, whoever still sends one is told. */
  void sweep() {
    if (admission.hurrying()) {
      List.copyOf(open).forEach(body -> body.refuse(closing()));
    }
  }

  private static Refusal closing() {
    return new Refusal(
        Refusal.Kind.CLOSING,
        "the bridge is shutting down, the body was not complete: nothing was sent");
  }
}
