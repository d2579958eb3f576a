package io.nicebridge.demo;

import java.time.Duration;

/** The simulated camera as a process: {@code Camera <broker-url> <endpoint-id> [mood]}. */
public final class Camera {
  private Camera() {}

  public static void main(String[] args) throws InterruptedException {
    String mood = args.length > 2 ? args[2] : "normal";
    try (SimulatedCamera camera = inMood(mood, args[0], args[1]).start().join()) {
      System.out.println("a " + mood + " camera is there: " + args[1] + " " + camera.seen());
      Thread.currentThread().join();
    }
  }

  /** A camera that is normal, slow, silent, wrong or answers twice, and tells what it does. */
  static SimulatedCamera inMood(String mood, String brokerUrl, String id) {
    SimulatedCamera camera = SimulatedCamera.on(brokerUrl, id).tells(System.out::println);
    return switch (mood) {
      case "normal" -> camera;
      case "slow" -> camera.slow(Duration.ofSeconds(2));
      case "silent" -> camera.has(Habit.SILENT);
      case "wrong" -> camera.has(Habit.WRONG);
      case "twice" -> camera.has(Habit.TWICE);
      default ->
          throw new IllegalArgumentException(
              "the camera [%s] must be normal, slow, silent, wrong or twice".formatted(mood));
    };
  }
}
