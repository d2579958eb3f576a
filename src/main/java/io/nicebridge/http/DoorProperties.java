package io.nicebridge.http;

/** The exchange properties that stand between the front door and the routes. */
public final class DoorProperties {
  /** {@link Call}: the request at the door. */
  public static final String CALL = "niceCall";

  /** {@link io.nicebridge.id.DestinationPath}: where it is addressed to. */
  public static final String PATH = "nicePath";

  /** {@link Answer}: what goes back, once a step has decided it. */
  public static final String ANSWER = "niceAnswer";

  /** String: the methods that a path at a plain door takes, for the Allow field of a 405. */
  public static final String ALLOW = "niceAllow";

  private DoorProperties() {}
}
