package io.nicebridge;

import static io.nicebridge.Messages.CALLER;
import static io.nicebridge.Messages.CAMERA;

/** A bridge between two brokers: the app lives on main, the camera on branch. */
final class SignalingSite {
  static final String APP = CALLER;

  private SignalingSite() {}

  /** With one allowed pair, unless a test edits the table. */
  static TestBridge.Builder between(String main, String branch) {
    return TestBridge.on(main)
        .set("nice.broker.branch.url", branch)
        .edit(
            "destinations.camel.yaml",
            "          *                                       mqtt://main",
            "          *  mqtt://main\n          " + CAMERA + "  mqtt://branch")
        .route("signaling-relay.camel.yaml", relay(CAMERA + " " + APP, "main", "branch"));
  }

  /** The file as an operator writes it: a table, and the template used once. */
  static String relay(String row, String one, String other) {
    try {
      String shipped =
          java.nio.file.Files.readString(
              TestBridge.distribution().resolve("routes/signaling-relay.camel.yaml"));
      int table = shipped.indexOf("          # 00000001");
      int end = shipped.indexOf('\n', table) + 1;
      String indented = row.indent(10);
      return shipped.substring(0, table)
          + indented
          + shipped.substring(end)
          + use("signaling-" + one + "-" + other, one, other);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The message that the README shows, as somebody pastes it. */
  static String readmesOffer() {
    try {
      String readme = java.nio.file.Files.readString(java.nio.file.Path.of("README.md"));
      int start = readme.indexOf("    { \"MessageType\"");
      return readme.substring(start, readme.indexOf("\n\n", start)).stripIndent();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static String use(String routeId, String one, String other) {
    return """

        - templatedRoute:
            routeId: %s
            routeTemplateRef: signaling-relay
            parameters:
              - { name: one, value: %s }
              - { name: other, value: %s }
        """
        .formatted(routeId, one, other);
  }
}
