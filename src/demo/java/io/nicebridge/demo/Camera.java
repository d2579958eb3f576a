package io.nicebridge.demo;

/**
 * The simulated camera as a process of its own: {@code Camera <broker-url> <endpoint-id> [mood]}.
 */
public final class Camera {
  private Camera() {}

  public static void main(String[] args) throws InterruptedException {
    SimulatedCamera.Mood mood =
        args.length > 2 ? SimulatedCamera.Mood.named(args[2]) : SimulatedCamera.Mood.NORMAL;
    try (SimulatedCamera camera =
        SimulatedCamera.start(args[0], args[1], mood, System.out::println)) {
      System.out.println("camera " + camera.id() + " is there");
      Thread.currentThread().join();
    }
  }
}
