package io.nicebridge;

/** The bridge as a process: {@code java -jar nice-bridge.jar [check]}. */
public final class NiceBridge {
  private NiceBridge() {}

  public static void main(String[] args) {
    System.out.println("not built yet");
  }
}
