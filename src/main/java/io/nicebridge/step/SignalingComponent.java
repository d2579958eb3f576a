package io.nicebridge.step;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code signaling:<one>/<other>}: WebRTC signalling between two sides, each a broker or {@code
 * https}. As a source it takes what comes at one side for peers of the other; as a target it hands
 * on, in order.
 */
public final class SignalingComponent extends DefaultComponent {
  /** The scheme in a route's addresses. */
  public static final String NAME = "signaling";

  private final Switchboard switchboard;
  private final SignalLines lines;

  public SignalingComponent(Switchboard switchboard, SignalLines lines) {
    this.switchboard = switchboard;
    this.lines = lines;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    String[] sides = remaining.split("/", -1);
    if (sides.length != 2 || sides[0].isEmpty() || sides[1].isEmpty()) {
      throw new IllegalArgumentException(
          "signaling [%s] must be two sides: signaling:main/branch".formatted(remaining));
    }
    return new SignalingEndpoint(uri, this, sides[0], sides[1]);
  }

  Switchboard switchboard() {
    return switchboard;
  }

  SignalLines lines() {
    return lines;
  }
}
