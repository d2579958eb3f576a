package io.nicebridge.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** {@code mvn -Pdemo -Dvms=milestone}: a VMS beside the bridge, and what a person sees in it. */
interface DemoVms extends AutoCloseable {
  /** What the bridge must be told, as lines of its settings. */
  String settings();

  /**
   * What the bridge needs beside that, in its folder.
   *
   * @param folder has routes and settings already
   */
  default void prepare(Path folder) throws IOException {
    // Mostly nothing.
  }

  /** What to say to a person, once the bridge is ready; with a curl line to paste. */
  String invitation(String authority, String token, int port);

  @Override
  void close();

  /**
   * The VMS of this name.
   *
   * @param name none, or a simulator's
   * @param broker where a VMS publishes what it sees
   * @param apiKey of the REST face
   */
  static DemoVms of(String name, URI broker, String apiKey) {
    return switch (name) {
      case "none" -> new None();
      case "milestone" -> new Milestone();
      case "onvif" -> new OnvifDevice();
      case "nx" -> DemoServer.nx();
      case "axis-camera-station" -> DemoServer.station();
      case "genetec" -> DemoServer.genetec();
      case "frigate" -> new DemoFrigate(broker, apiKey);
      default ->
          throw new IllegalArgumentException(
              "vms [%s] must be none, milestone, nx, axis-camera-station, genetec, frigate or onvif"
                  .formatted(name));
    };
  }

  /** A person at the simulated camera, as a curl line. */
  static String person(String authority, String token, int port) {
    String mark =
        """
        {"Version":"1.0","SceneMarkID":"SMK_%1$s_0001_%2$08x","NodeID":"%1$s_0001","TimeStamp":"%3$s",\
        "VersionControl":{"VersionList":[{"VersionNumber":1.0,"NodeID":"%1$s_0001"}]},\
        "AnalysisList":[{"VersionNumber":1.0,"EventType":"ItemPresence","ProcessingStatus":"Detected",\
        "DetectedObjects":[{"NICEItemType":"Human","Probability":0.91,\
        "BoundingBox":{"XCoordinate":0.25,"YCoordinate":0.2,"Width":0.15,"Height":0.5}}]}]}\
        """
            .formatted(
                Demo.CAMERA,
                System.nanoTime() & 0xffffffffL,
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
    return """
    The camera sees a person (paste this, and look here for what the VMS says):

    curl --cacert '%s' -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' \
    -d '%s' https://localhost:%d/1.0/%s/data/0001/0001/SetSceneMark

    """
        .formatted(authority, token, mark, port, Demo.BRIDGE);
  }

  /** A bridge that has NICE on all sides. */
  record None() implements DemoVms {
    @Override
    public String settings() {
      return "";
    }

    @Override
    public String invitation(String authority, String token, int port) {
      return "";
    }

    @Override
    public void close() {
      // Nothing was opened.
    }
  }

  /** XProtect's Event Server: what arrives there is printed. */
  final class Milestone implements DemoVms {
    private final MilestoneSimulator xprotect =
        new MilestoneSimulator(
                0,
                Set.of(
                    "NICE Human Detected",
                    "NICE Vehicle Detected",
                    "NICE Intrusion",
                    "NICE Line Crossing",
                    "NICE Motion"))
            .watch(
                seen ->
                    System.out.printf(
                        "XProtect: [%s] at camera %s, %s: %s%n",
                        seen.event().message(),
                        seen.event().source(),
                        seen.event().time(),
                        seen.event().description()));

    @Override
    public String settings() {
      return """
      camel.main.routesIncludePattern=file:routes/*.camel.yaml,file:routes/vms/rest-door.camel.yaml,file:routes/vms/milestone.camel.yaml
      nice.milestone.url=http://127.0.0.1:%d/
      """
          .formatted(xprotect.port());
    }

    @Override
    public String invitation(String authority, String token, int port) {
      return person(authority, token, port);
    }

    @Override
    public void close() {
      xprotect.close();
    }
  }
}
