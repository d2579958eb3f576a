package io.nicebridge.device;

import com.fasterxml.jackson.databind.JsonNode;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.NodeId;
import io.nicebridge.id.Strictness;
import java.util.Optional;

/**
 * That an output wants what it gets encrypted, and where the key is: {@code Encryption} of a
 * SceneMode.
 *
 * @param keyId SceneEncryptionKeyID
 * @param server PrivacyServerEndPoint, which is asked for it
 * @param node its NodeID, where it is asked by the Control interface as in NICE 1.1; empty: by
 *     Management
 * @param token of its application; empty where there is none
 */
record SceneEncryption(String keyId, NetEndPoint server, Optional<NodeId> node, String token) {
  private static final int LONGEST_ID = 256;
  private static final String ALGORITHM = "A256KW";
  private static final String METHOD = "A256GCM";

  /** Of an output; empty where it wants none. */
  static Optional<SceneEncryption> of(Part output) {
    return output.find("Encryption").filter(SceneEncryption::isOn).map(SceneEncryption::read);
  }

  private static boolean isOn(Part encryption) {
    JsonNode on = encryption.node().path("EncryptionOn");
    if (!on.isBoolean()) {
      throw new Malformed(encryption.named("EncryptionOn") + " must be true or false");
    }
    return on.asBoolean();
  }

  private static SceneEncryption read(Part encryption) {
    String keyId = encryption.text("SceneEncryptionKeyID");
    if (keyId.isEmpty() || keyId.length() > LONGEST_ID) {
      throw new Malformed(
          "%s must have 1 to %d characters"
              .formatted(encryption.named("SceneEncryptionKeyID"), LONGEST_ID));
    }
    encryption.find("SceneMarkEncryption").ifPresent(SceneEncryption::requireKnown);
    Part server = encryption.object("PrivacyServerEndPoint");
    Part net = server.object("NetEndPoint");
    NetEndPoint read = NetEndPoint.of(net);
    if (read.web().isEmpty()) {
      throw new Malformed(net.named("Scheme") + " must have one with the Protocol WebAPI");
    }
    return new SceneEncryption(
        keyId,
        read,
        net.findText("NodeID").map(SceneEncryption::node),
        server.find("AppEndPoint").flatMap(app -> app.findText("AccessToken")).orElse(""));
  }

  private static NodeId node(String text) {
    return NodeId.parse(text.substring(text.lastIndexOf('_') + 1), Strictness.STRICT);
  }

  private static void requireKnown(Part marks) {
    if (!marks.text("JWEAlg").equals(ALGORITHM) || !marks.text("JWEEnc").equals(METHOD)) {
      throw new Malformed(marks.path() + " must be JWEAlg A256KW with JWEEnc A256GCM");
    }
  }

  /** For a log: no token. */
  @Override
  public String toString() {
    return "SceneEncryption[" + Malformed.quoted(keyId) + "]";
  }
}
