package io.nicebridge.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The hand-written scanner against the slow, plain statement of the same rule. */
class CompactTokenTest {
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

  @Property
  void acceptsExactlyTheCanonicalForm(@ForAll("nearlyTokens") String text) {
    assertThat(accepts(text)).as(text).isEqualTo(isCanonical(text));
  }

  @Property
  void givesBackTheBytesOfEachPart(
      @ForAll("bytes") byte[] header,
      @ForAll("bytes") byte[] payload,
      @ForAll("bytes") byte[] signature) {
    CompactToken token =
        CompactToken.parse(
            Issuer.base64(header) + "." + Issuer.base64(payload) + "." + Issuer.base64(signature));

    assertThat(token.header()).isEqualTo(header);
    assertThat(token.payload()).isEqualTo(payload);
    assertThat(token.signature()).isEqualTo(signature);
  }

  @Provide
  Arbitrary<String> nearlyTokens() {
    Arbitrary<String> part = Arbitraries.strings().withChars("AQgZ09-_").ofMaxLength(5);
    Arbitrary<String> three = part.list().ofSize(3).map(parts -> String.join(".", parts));
    Arbitrary<String> anything =
        Arbitraries.strings().withChars("AQg-_.=+/ \u00e9").ofMaxLength(14);
    return Arbitraries.oneOf(three, anything);
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    return Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(200);
  }

  private static boolean accepts(String text) {
    try {
      return CompactToken.parse(text).firstDot() > 0;
    } catch (TokenRefused e) {
      return false;
    }
  }

  private static boolean isCanonical(String text) {
    if (!FORM.matcher(text).matches()) {
      return false;
    }
    for (String part : text.split("\\.", -1)) {
      try {
        if (!Issuer.base64(Base64.getUrlDecoder().decode(part)).equals(part)) {
          return false;
        }
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
    return true;
  }
}
