package io.nicebridge.message;

import io.nicebridge.id.Malformed;

/**
 * A SceneMark or a section of SceneData as NICE 1.1 sends it: JSON without a Common Message round
 * it, on a Data path that ends with the name of what it is. Only that it is one JSON object, or a
 * compact JWE, is checked: what real devices send does not fit the schemas that there are.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
public record RawData(byte[] raw) implements Envelope {
  /**
   * Reads data.
   *
   * @throws Refusal MALFORMED
   */
  public static RawData parse(byte[] body) {
    if (CompactJwe.looksLike(body)) {
      return new RawData(body);
    }
    try {
      StrictJson.readObject(body, (name, value) -> {});
      return new RawData(body);
    } catch (Malformed malformed) {
      throw new Refusal(Refusal.Kind.MALFORMED, malformed.sentence());
    }
  }

  @Override
  public Edition edition() {
    return Edition.V1_0;
  }

  @Override
  public LaneKey answerKey(String topic) {
    return LaneKey.of(OpenPart.NOTHING, topic);
  }

  @Override
  public String toString() {
    return "data, %d bytes".formatted(raw.length);
  }
}
