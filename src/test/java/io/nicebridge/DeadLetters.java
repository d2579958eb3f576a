package io.nicebridge;

import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;

/** What a sink gave up, as the management port lists it. */
public final class DeadLetters {
  private DeadLetters() {}

  /** The list once there is a letter: its sink counts it a moment before. */
  public static String of(TestBridge bridge, String sink) {
    return await("a dead letter of " + sink)
        .atMost(Duration.ofSeconds(30))
        .until(() -> list(bridge, sink), list -> list.contains("reason"));
  }

  private static String list(TestBridge bridge, String sink) {
    return bridge
        .management("/observe/dead-letters/" + sink)
        .map(HttpResponse::body)
        .orElse("nobody answers");
  }
}
