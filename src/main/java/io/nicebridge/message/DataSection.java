package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nicebridge.id.Malformed;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One section of SceneData: a part of a recording in base64, and which part it is.
 *
 * @param section from 1
 * @param lastSection how many there are
 * @param hashMethod MD5, SHA1 or SHA256, where it is given
 * @param hash of the whole recording as its sender writes it; often a constant that is none
 * @param fileName as its sender writes it, possibly hostile
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
public record DataSection(
    String dataId,
    int section,
    int lastSection,
    byte[] bytes,
    Optional<String> hashMethod,
    Optional<String> hash,
    Optional<String> fileName) {
  /** 1.5 MB each: no recording has as many. */
  public static final int MOST_SECTIONS = 100_000;

  /**
   * Reads a section.
   *
   * @throws Refusal MALFORMED, with a sentence that names the member
   */
  public static DataSection parse(byte[] json) {
    try {
      Reader reader = new Reader();
      StrictJson.readLiberally(json, reader);
      return reader.section();
    } catch (Malformed malformed) {
      throw new Refusal(Refusal.Kind.MALFORMED, malformed.sentence());
    }
  }

  private static final class Reader implements StrictJson.Members {
    private @Nullable String dataId;
    private @Nullable Long section;
    private @Nullable Long lastSection;
    private @Nullable String base64;
    private @Nullable String hashMethod;
    private @Nullable String hash;
    private @Nullable String fileName;

    @Override
    public void read(String name, JsonParser value) throws IOException {
      Member member = new Member(name, value);
      switch (name) {
        case "DataID" -> dataId = member.text();
        case "Section" -> section = member.integer(1, MOST_SECTIONS);
        case "LastSection" -> lastSection = member.integer(1, MOST_SECTIONS);
        case "SectionBase64" -> base64 = member.text();
        case "HashMethod" -> hashMethod = text(value);
        case "OriginalFileHash" -> hash = text(value);
        case "FileName" -> fileName = text(value);
        default -> {
          // Not needed to put it together.
        }
      }
    }

    private static @Nullable String text(JsonParser value) throws IOException {
      return value.currentToken() == JsonToken.VALUE_STRING ? value.getText() : null;
    }

    DataSection section() {
      int number = Member.required("Section", section).intValue();
      int last = Member.required("LastSection", lastSection).intValue();
      if (number > last) {
        throw new Malformed(
            "Section [%d] must be at most LastSection [%d]".formatted(number, last));
      }
      return new DataSection(
          Member.required("DataID", dataId),
          number,
          last,
          decoded(Member.required("SectionBase64", base64)),
          Optional.ofNullable(hashMethod),
          Optional.ofNullable(hash),
          Optional.ofNullable(fileName));
    }

    private static byte[] decoded(String base64) {
      try {
        return Base64.getDecoder().decode(base64);
      } catch (IllegalArgumentException e) {
        throw new Malformed("SectionBase64 must be base64");
      }
    }
  }

  /** For a log: nothing of what is inside. */
  @Override
  public String toString() {
    return "section %d of %d, %d bytes".formatted(section, lastSection, bytes.length);
  }
}
