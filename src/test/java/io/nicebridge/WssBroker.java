package io.nicebridge;

import io.nicebridge.demo.DevCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A mosquitto for MQTT over WSS (NICE 0.9 section 8.1), which grants what the README says that the
 * relay needs: to a peer its own topic and its partner's, to the bridge everybody's.
 */
final class WssBroker implements AutoCloseable {
  private final Mosquitto mosquitto;
  private final int port = TestBridge.freePort();

  /**
   * @param peer who lives here
   * @param partner whom it may signal to
   */
  WssBroker(DevCertificates.Identity identity, String peer, String partner) {
    try {
      Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/it")), "wss");
      mosquitto =
          Mosquitto.start(
              TestBridge.freePort(),
              "allow_anonymous true",
              "acl_file " + write(folder, "acl", acl(peer, partner)),
              "listener " + port + " 127.0.0.1",
              "protocol websockets",
              "certfile " + write(folder, "certificate", pem(identity.certificate())),
              "keyfile " + write(folder, "key", pem(identity.key().getPrivate())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Who says no name is the peer. */
  private static String acl(String peer, String partner) {
    return """
        topic read 1/%s/management/WebRTCSignaling
        topic write 1/%s/management/WebRTCSignaling
        user bridge
        topic readwrite +/+/management/WebRTCSignaling
        topic readwrite /+/+/management/WebRTCSignaling
        """
        .formatted(peer, partner);
  }

  private static String pem(Object object) throws IOException {
    return DevCertificates.pem(object);
  }

  private static Path write(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toAbsolutePath();
  }

  int port() {
    return port;
  }

  String url() {
    return "wss://localhost:" + port + "/mqtt";
  }

  @Override
  public void close() {
    mosquitto.close();
  }
}
