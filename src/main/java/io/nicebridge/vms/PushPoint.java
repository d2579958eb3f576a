package io.nicebridge.vms;

import java.time.Clock;
import java.util.concurrent.CompletionStage;

/**
 * A subscription whose notices the camera sends by itself (WS-BaseNotification 1.3 section 4, ONVIF
 * Core section 9.1).
 */
public final class PushPoint {
  private final EventLease lease;

  /**
   * @param consumer where the camera is to send them
   */
  public PushPoint(EventLease.Camera camera, String consumer, Clock clock) {
    this.lease =
        new EventLease(camera, SoapRequest.Ask.subscribe(consumer, EventLease.ASKED), clock);
  }

  /** Sees to it that the camera sends them: subscribes or renews, where it is time to. */
  public CompletionStage<?> keep() {
    return lease.granted();
  }

  public EventLease lease() {
    return lease;
  }
}
