package io.nicebridge.demo;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;

/** A VMS with a login and a certificate of its own: what arrives there is printed. */
final class DemoServer implements DemoVms {
  private final String name;
  private final String routes;
  private final String keys;
  private final String user;
  private final String pin;
  private final VmsServer server;

  /**
   * @param routes the adapters, apart by commas
   * @param keys the beginning of its settings
   */
  DemoServer(String name, String routes, String keys, String user, Made made) {
    DevCertificates.Identity identity = new DevCertificates().server("EC");
    this.name = name;
    this.routes = routes;
    this.keys = keys;
    this.user = user;
    this.pin = pin(identity);
    this.server = made.by(identity);
    server.watch(said -> System.out.printf("%s: %s%n", name, said));
  }

  /** A simulator under a certificate. */
  @FunctionalInterface
  interface Made {
    VmsServer by(DevCertificates.Identity identity);
  }

  static DemoVms nx() {
    return new DemoServer("Network Optix", "nx", "nice.nx", NxSimulator.USER, NxSimulator::new);
  }

  static DemoVms station() {
    return new DemoServer(
        "Axis Camera Station",
        "axis-camera-station",
        "nice.acs",
        StationSimulator.USER,
        StationSimulator::new);
  }

  static DemoVms genetec() {
    return new DemoServer(
        "Security Center",
        "genetec",
        "nice.genetec",
        GenetecSimulator.USER,
        identity -> new GenetecSimulator(identity, Set.of("1001", "1002")));
  }

  private static String pin(DevCertificates.Identity identity) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(identity.certificate().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String settings() {
    StringBuilder pattern =
        new StringBuilder("file:routes/*.camel.yaml,file:routes/vms/rest-door.camel.yaml");
    for (String adapter : routes.split(",", -1)) {
      pattern.append(",file:routes/vms/").append(adapter).append(".camel.yaml");
    }
    return """
    camel.main.routesIncludePattern=%1$s
    %2$s.url=%3$s
    %2$s.username=%4$s
    %2$s.password=%5$s
    %2$s.pin=%6$s
    """
        .formatted(pattern, keys, server.url(), user, VmsServer.PASSWORD, pin);
  }

  @Override
  public String invitation(String authority, String token, int port) {
    return DemoVms.person(authority, token, port);
  }

  void say(String what) {
    System.out.printf("%s: %s%n", name, what);
  }

  @Override
  public void close() {
    server.close();
  }
}
