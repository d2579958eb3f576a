package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A picture or a clip on its way to becoming SceneData: sections of 1.5 MB, numbered from 1, each
 * with the hash of the whole.
 *
 * @param dataId what has the same one is one recording
 * @param mediaFormat as the schema calls it: JPEG, PNG, H.264, H.265, RAW, JSON
 * @param fileType Image or Video
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
public record Recording(String dataId, String mediaFormat, String fileType, byte[] bytes) {
  /** Bytes of a section, before base64: what senders in the field use. */
  public static final int SECTION = 1_500_000;

  /** Bytes of the whole: it is in memory, and its sections are, too. */
  public static final int LARGEST = 32_000_000;

  public Recording {
    if (bytes.length == 0 || bytes.length > LARGEST) {
      throw new Refusal(
          bytes.length == 0 ? Refusal.Kind.MALFORMED : Refusal.Kind.TOO_LARGE,
          "a recording must have 1 to %d bytes, had %d".formatted(LARGEST, bytes.length));
    }
  }

  /** In their order, each a JSON object; {@link DataSection} reads them. */
  public List<byte[]> sections() {
    String hash = hash();
    int last = (bytes.length + SECTION - 1) / SECTION;
    List<byte[]> sections = new ArrayList<>();
    for (int number = 1; number <= last; number++) {
      int from = (number - 1) * SECTION;
      byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + SECTION));
      sections.add(section(number, last, part, hash));
    }
    return sections;
  }

  private byte[] section(int number, int last, byte[] part, String hash) {
    ByteArrayOutputStream section = new ByteArrayOutputStream(part.length / 3 * 4 + 512);
    try (JsonGenerator json = StrictJson.LIBERAL.createGenerator(section)) {
      json.writeStartObject();
      json.writeStringField("Version", "1.0");
      json.writeStringField("DataID", dataId);
      json.writeStringField("FileType", fileType);
      json.writeStringField("MediaFormat", mediaFormat);
      json.writeNumberField("Section", number);
      json.writeNumberField("LastSection", last);
      json.writeStringField("HashMethod", "SHA256");
      json.writeStringField("OriginalFileHash", hash);
      json.writeBooleanField("EncryptionOn", false);
      json.writeStringField("SectionBase64", Base64.getEncoder().encodeToString(part));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return section.toByteArray();
  }

  private String hash() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** For a log: nothing of what is inside. */
  @Override
  public String toString() {
    return "Recording[%s, %d bytes]".formatted(dataId, bytes.length);
  }
}
