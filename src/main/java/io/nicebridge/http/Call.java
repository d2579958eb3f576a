package io.nicebridge.http;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One request at a door: what its sender claims, and its body when somebody asks for it. Nothing
 * else of the request reaches a route.
 */
public interface Call {
  /**
   * The Authorization field as it was sent (RFC 6750 section 2.1), never a parameter; by MQTT the
   * user property of this name, else the message's own AccessToken in its form.
   */
  Optional<String> authorization();

  /** The Prefer fields, as one (RFC 7240 section 2). */
  Optional<String> prefer();

  /** Reads the whole body; fails with a Refusal when it is too large or too slow. */
  CompletionStage<byte[]> body();

  /** Counts the body as held, until it is run: what waits with it may outlive the answer. */
  Runnable hold();
}
