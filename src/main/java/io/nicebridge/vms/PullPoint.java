package io.nicebridge.vms;

import java.time.Clock;
import java.util.concurrent.CompletionStage;

/** A subscription whose notices the camera keeps until somebody asks (ONVIF Core section 9.2). */
public final class PullPoint {
  private static final SoapRequest.Ask SUBSCRIBE =
      SoapRequest.Ask.createPullPoint(EventLease.ASKED);

  /** The camera answers at once when it has a notice, else after this. */
  private static final SoapRequest.Ask PULL = SoapRequest.Ask.pull("PT5S", "32");

  private final EventLease lease;

  public PullPoint(EventLease.Camera camera, Clock clock) {
    this.lease = new EventLease(camera, SUBSCRIBE, clock);
  }

  /** What the camera answers: its notices since the last time, in XML. */
  public CompletionStage<byte[]> pull() {
    return lease
        .granted()
        .thenCompose(granted -> lease.post(granted.path(), PULL))
        .whenComplete(
            (answer, failure) -> {
              if (failure != null) {
                // It may have forgotten us: the next time we subscribe anew.
                lease.forget();
              }
            });
  }

  public EventLease lease() {
    return lease;
  }
}
