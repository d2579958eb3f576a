package io.nicebridge.device;

import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import io.nicebridge.message.DateTimeStamp;
import io.nicebridge.token.SceneKey;
import java.time.Instant;

/**
 * What GetPrivacyObject brings: a key, and from when until when it is good.
 *
 * @param end exclusive
 */
record PrivacyObject(SceneKey key, Instant start, Instant end) {
  /**
   * Reads it.
   *
   * @param keyId the key that was asked for
   * @throws Malformed in a sentence without anything of the key
   */
  static PrivacyObject parse(String keyId, String json) {
    Part part = Part.read("PrivacyObject", json);
    Part key = part.object("SceneEncryptionKey");
    if (!key.text("kid").equals(keyId)) {
      throw new Malformed(
          key.named("kid") + " must be the SceneEncryptionKeyID that was asked for");
    }
    try {
      return new PrivacyObject(
          SceneKey.of(keyId, key.text("k")),
          time(part, "StartDateTime"),
          time(part, "EndDateTime"));
    } catch (IllegalArgumentException noKey) {
      throw noKey instanceof Malformed told
          ? told
          : new Malformed(key.path() + ": " + noKey.getMessage());
    }
  }

  private static Instant time(Part part, String member) {
    return DateTimeStamp.parse(part.text(member), Strictness.LENIENT).instant();
  }

  boolean isGood(Instant now) {
    return !now.isBefore(start) && now.isBefore(end);
  }

  /** For a log: nothing of the key. */
  @Override
  public String toString() {
    return "PrivacyObject[" + key + " until " + end + "]";
  }
}
