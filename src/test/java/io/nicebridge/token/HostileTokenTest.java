package io.nicebridge.token;

import static io.nicebridge.token.Issuer.NOW;
import static io.nicebridge.token.Issuer.OURS;
import static io.nicebridge.token.Issuer.THEIRS;
import static io.nicebridge.token.Issuer.base64;
import static io.nicebridge.token.Issuer.claims;
import static io.nicebridge.token.Issuer.header;
import static io.nicebridge.token.Issuer.rsaHeader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.nicebridge.token.TokenRefused.Reason;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What attackers and accidents send (RFC 8725 section 2); J numbers are our catalogue's. */
class HostileTokenTest {
  private static final String GOOD = OURS.token();
  private static final String GOOD_RSA = OURS.rs256(rsaHeader(), claims());

  @ParameterizedTest
  @MethodSource({"algorithms", "signatures", "headers", "times", "claimed", "forms"})
  void refusesAndStillAcceptsTheNextGoodToken(String hostile, Reason reason) {
    try (Bench bench = Bench.withKeys()) {
      Throwable failure = bench.failure(hostile);

      assertThat(failure).isInstanceOf(TokenRefused.class);
      assertThat(((TokenRefused) failure).reason()).isEqualTo(reason);
      assertThat(failure.getStackTrace()).isEmpty();
      assertThat(bench.accepted(GOOD).subject()).isEqualTo(Issuer.SUBJECT);
    }
  }

  static Stream<Arguments> algorithms() {
    byte[] ecPoint = point();
    return Stream.of(
        of("J01 none without signature", unsigned("none") + ".", Reason.MALFORMED),
        of("J01 none", unsigned("none") + ".AAAA", Reason.ALGORITHM),
        of("J01 None", unsigned("None") + ".AAAA", Reason.ALGORITHM),
        of("J01 NONE", unsigned("NONE") + ".AAAA", Reason.ALGORITHM),
        of("J01 nOnE", unsigned("nOnE") + ".AAAA", Reason.ALGORITHM),
        of("J02 HS256 RSA DER", hs256(OURS.rsa.getPublic().getEncoded()), Reason.ALGORITHM),
        of("J02 HS256 RSA PEM", hs256(utf8(pem())), Reason.ALGORITHM),
        of("J02 HS256 RSA JWK", hs256(utf8(OURS.rsaKey().toJSONString())), Reason.ALGORITHM),
        of("J03 HS256 EC point", hs256(ecPoint), Reason.ALGORITHM),
        of("J03 HS256 secret", hs256(utf8("secret")), Reason.ALGORITHM),
        of("J04 RS256 as PS256", relabelled(rsaHeader("alg", "\"PS256\"")), Reason.SIGNATURE),
        of("J04 RS256 as ES256", relabelled(rsaHeader("alg", "\"ES256\"")), Reason.ALGORITHM),
        of("J04 ES256 key, RS256", es256(header("alg", "\"RS256\"")), Reason.ALGORITHM),
        of("J07 ES384 header", es256(header("alg", "\"ES384\"")), Reason.ALGORITHM),
        of("J07 ES256K header", es256(header("alg", "\"ES256K\"")), Reason.ALGORITHM),
        of("alg lower-case", es256(header("alg", "\"es256\"")), Reason.ALGORITHM),
        of("alg number", es256(header("alg", "256")), Reason.ALGORITHM),
        of("alg absent", es256(header("alg", "")), Reason.ALGORITHM),
        of("alg list", es256(header("alg", "[\"ES256\"]")), Reason.ALGORITHM));
  }

  static Stream<Arguments> signatures() {
    String n = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
    byte[] order = Arrays.copyOfRange(new BigInteger(n, 16).toByteArray(), 1, 33);
    byte[] one = new byte[32];
    one[31] = 1;
    byte[] good = Base64.getUrlDecoder().decode(part(GOOD, 2));
    String der = Issuer.sign(header(), claims(), "SHA256withECDSA", OURS.ec.getPrivate());
    return Stream.of(
        of("J05 r = s = 0", withSignature(new byte[64]), Reason.SIGNATURE),
        of("J05 r = n", withSignature(join(order, one)), Reason.SIGNATURE),
        of("J05 s = n", withSignature(join(one, order)), Reason.SIGNATURE),
        of("J05 r = s = n", withSignature(join(order, order)), Reason.SIGNATURE),
        of("J06 DER", der, Reason.SIGNATURE),
        of("J06 63 bytes", withSignature(Arrays.copyOf(good, 63)), Reason.SIGNATURE),
        of("J06 65 bytes", withSignature(Arrays.copyOf(good, 65)), Reason.SIGNATURE),
        of("J06 96 bytes", withSignature(Arrays.copyOf(good, 96)), Reason.SIGNATURE),
        of("J21 other environment", THEIRS.token(), Reason.SIGNATURE),
        of("J22 another subject", changed("sub", "\"somebody-else\""), Reason.SIGNATURE),
        of("J22 more permissions", changed("Permissions", "[\"Data\"]"), Reason.SIGNATURE),
        of("J40 first byte", withSignature(flipped(good, 0)), Reason.SIGNATURE),
        of("J40 last byte", withSignature(flipped(good, 63)), Reason.SIGNATURE),
        of("J16 no kid, nobody's", THEIRS.es256(header("kid", ""), claims()), Reason.SIGNATURE));
  }

  static Stream<Arguments> headers() {
    String theirs = THEIRS.ecKey().toJSONString();
    return Stream.of(
        of("J11 jwk", THEIRS.es256(header("jwk", theirs), claims()), Reason.SIGNATURE),
        of(
            "J11 jwk without kid",
            THEIRS.es256(header("kid", "", "jwk", theirs), claims()),
            Reason.SIGNATURE),
        of("J13 x5c not trusted here", es256Theirs("x5c", "[\"AAAA\"]"), Reason.SIGNATURE),
        of("x5c of six", es256("x5c", "[\"A\",\"A\",\"A\",\"A\",\"A\",\"A\"]"), Reason.MALFORMED),
        of("x5c empty", es256("x5c", "[]"), Reason.MALFORMED),
        of("x5c of numbers", es256("x5c", "[1]"), Reason.MALFORMED),
        of("J14 kid path", es256("kid", "\"../../etc/passwd\""), Reason.UNKNOWN_KEY),
        of("J14 kid SQL", es256("kid", "\"' OR 1=1\""), Reason.UNKNOWN_KEY),
        of("J14 kid shell", es256("kid", "\"|id\""), Reason.UNKNOWN_KEY),
        of("J14 kid 10 KiB", es256("kid", "\"" + "k".repeat(10_240) + "\""), Reason.MALFORMED),
        of("J14 kid NUL", es256("kid", "\"ec-1\\u0000\""), Reason.UNKNOWN_KEY),
        of("J14 kid number", es256("kid", "1"), Reason.MALFORMED),
        of("J14 kid null", es256("kid", "null"), Reason.MALFORMED),
        of("J14 kid empty", es256("kid", "\"\""), Reason.MALFORMED),
        of("J18 crit", es256("crit", "[\"x\"]", "x", "1"), Reason.MALFORMED),
        of("J18 crit empty", es256("crit", "[]"), Reason.MALFORMED),
        of("J18 crit exp", es256("crit", "[\"exp\"]", "exp", "1"), Reason.MALFORMED),
        of("J19 JOSE", es256("typ", "\"JOSE\""), Reason.TYPE),
        of("J19 id_token", es256("typ", "\"id_token\""), Reason.TYPE),
        of("J19 logout", es256("typ", "\"logout+jwt\""), Reason.TYPE),
        of("J19 dpop", es256("typ", "\"dpop+jwt\""), Reason.TYPE),
        of("J19 secevent", es256("typ", "\"secevent+jwt\""), Reason.TYPE),
        of("typ number", es256("typ", "1"), Reason.TYPE),
        of("J36 b64 false", es256("b64", "false"), Reason.MALFORMED),
        of("J36 b64 false, crit", es256("b64", "false", "crit", "[\"b64\"]"), Reason.MALFORMED),
        of("J39 nested", es256("cty", "\"JWT\""), Reason.TYPE),
        of("J39 nested, lower-case", es256("cty", "\"jwt\""), Reason.TYPE),
        of("header twice alg", es256("{\"alg\":\"ES256\",\"alg\":\"ES256\"}"), Reason.MALFORMED),
        of("header array", es256("[]"), Reason.MALFORMED),
        of("header trailing", es256(header() + "{}"), Reason.MALFORMED),
        of("header comment", es256("/**/" + header()), Reason.MALFORMED),
        of("header BOM", es256("\ufeff" + header()), Reason.MALFORMED));
  }

  static Stream<Arguments> times() {
    return Stream.of(
        of("J23 exp 61 s ago", "exp", NOW - 61, Reason.EXPIRED),
        of("J23 exp 60 s ago", "exp", NOW - 60, Reason.EXPIRED),
        of("J24 no exp", OURS.token("exp", ""), Reason.CLAIMS),
        of("J25 exp string", OURS.token("exp", "\"" + (NOW + 60) + "\""), Reason.CLAIMS),
        of("J25 exp 1.5e9", OURS.token("exp", "1.5e9"), Reason.CLAIMS),
        of("J25 exp 9e9", OURS.token("exp", "9e9"), Reason.CLAIMS),
        of("J25 exp 1e400", OURS.token("exp", "1e400"), Reason.CLAIMS),
        of("J25 exp 1e999999999", OURS.token("exp", "1e999999999"), Reason.CLAIMS),
        of("J25 exp negative", OURS.token("exp", "-1"), Reason.CLAIMS),
        of("J25 exp 2^63", OURS.token("exp", "9223372036854775808"), Reason.CLAIMS),
        of("J25 exp long", OURS.token("exp", "9".repeat(40)), Reason.MALFORMED),
        of("exp null", OURS.token("exp", "null"), Reason.CLAIMS),
        of("exp true", OURS.token("exp", "true"), Reason.CLAIMS),
        of("exp ISO, past", OURS.token("exp", "\"2026-11-23T11:58:59.999Z\""), Reason.EXPIRED),
        of("J26 nbf in 61 s", "nbf", NOW + 61, Reason.NOT_YET_VALID),
        of("nbf string", OURS.token("nbf", "\"1\""), Reason.CLAIMS),
        of("J27 iat in 10 min", "iat", NOW + 600, Reason.NOT_YET_VALID));
  }

  static Stream<Arguments> claimed() {
    return Stream.of(
        of("J29 iss missing", OURS.token("iss", ""), Reason.ISSUER),
        of("J29 iss other", OURS.token("iss", "\"https://other\""), Reason.ISSUER),
        of("J29 iss slash", OURS.token("iss", "\"" + Issuer.ISSUER + "/\""), Reason.ISSUER),
        of("J29 iss case", OURS.token("iss", "\"HTTPS://issuer.test/nice\""), Reason.ISSUER),
        of("J29 iss array", OURS.token("iss", "[\"" + Issuer.ISSUER + "\"]"), Reason.CLAIMS),
        of("J30 aud missing", OURS.token("aud", ""), Reason.AUDIENCE),
        of("J20 J30 aud other", OURS.token("aud", "\"a-client\""), Reason.AUDIENCE),
        of("J30 aud array other", OURS.token("aud", "[\"a\",\"b\"]"), Reason.AUDIENCE),
        of("J30 aud number", OURS.token("aud", "1"), Reason.CLAIMS),
        of("J30 aud mixed", OURS.token("aud", "[\"" + Issuer.AUDIENCE + "\",1]"), Reason.CLAIMS),
        of("J31 sub missing", OURS.token("sub", ""), Reason.CLAIMS),
        of("J31 sub empty", OURS.token("sub", "\"\""), Reason.CLAIMS),
        of("J31 sub blank", OURS.token("sub", "\"  \""), Reason.CLAIMS),
        of("J31 sub 4 KiB", OURS.token("sub", "\"" + "s".repeat(4_096) + "\""), Reason.CLAIMS),
        of("J31 sub 257", OURS.token("sub", "\"" + "s".repeat(257) + "\""), Reason.CLAIMS),
        of("J31 sub ../", OURS.token("sub", "\"../\""), Reason.CLAIMS),
        of("J31 sub +", OURS.token("sub", "\"+\""), Reason.CLAIMS),
        of("J31 sub #", OURS.token("sub", "\"a#\""), Reason.CLAIMS),
        of("J31 sub NUL", OURS.token("sub", "\"a\\u0000\""), Reason.CLAIMS),
        of("sub newline", OURS.token("sub", "\"a\\r\\nb\""), Reason.CLAIMS),
        of("sub bidi", OURS.token("sub", "\"a\\u202eb\""), Reason.CLAIMS),
        of("sub surrogate", OURS.token("sub", "\"a\\ud800\""), Reason.CLAIMS),
        of("sub number", OURS.token("sub", "7"), Reason.CLAIMS),
        of("jti number", OURS.token("jti", "7"), Reason.CLAIMS),
        of("Permissions text", OURS.token("Permissions", "\"Control\""), Reason.CLAIMS),
        of("Permissions mixed", OURS.token("Permissions", "[\"Control\",1]"), Reason.CLAIMS),
        of("J34 exp twice", payload("{\"exp\":1,\"exp\":9999999999}"), Reason.MALFORMED),
        of("J34 sub twice", payload("{\"sub\":\"a\",\"sub\":\"b\"}"), Reason.MALFORMED),
        of("J35 depth 33", payload(nested(33)), Reason.MALFORMED),
        of("J35 depth 5 000", payload(nested(5_000)), Reason.MALFORMED),
        of("J35 1 MB", OURS.token("x", "\"" + "x".repeat(1 << 20) + "\""), Reason.MALFORMED),
        of("J36 text", payload("hello"), Reason.MALFORMED),
        of("J36 array", payload("[]"), Reason.MALFORMED),
        of("J36 JWE inside", payload("eyJh.b.c.d.e"), Reason.MALFORMED),
        of("payload trailing", payload(claims() + claims()), Reason.MALFORMED),
        of("payload NaN", OURS.token("x", "NaN"), Reason.MALFORMED));
  }

  static Stream<Arguments> forms() {
    String dir = base64("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}");
    String pbes = base64("{\"alg\":\"PBES2-HS256+A128KW\",\"p2c\":2147483648}");
    String signature = part(GOOD, 2);
    return Stream.of(
        of("J37 JWE dir", dir + "..AAAA.AAAA.AAAA", Reason.MALFORMED),
        of("J37 JWE PBES2", pbes + ".AAAA.AAAA.AAAA.AAAA", Reason.MALFORMED),
        of("J37 PBES2 in three", pbes + ".AAAA.AAAA", Reason.ALGORITHM),
        of("J38 JSON", "{\"payload\":\"AAAA\",\"signatures\":[]}", Reason.MALFORMED),
        of("J40 truncated", GOOD.substring(0, GOOD.length() - 1), Reason.MALFORMED),
        of("J40 two parts", GOOD.substring(0, GOOD.lastIndexOf('.')), Reason.MALFORMED),
        of("J40 dot after", GOOD + ".", Reason.MALFORMED),
        of("J40 dot before", "." + GOOD, Reason.MALFORMED),
        of("J40 fourth part", GOOD + ".AAAA", Reason.MALFORMED),
        of("J40 space before", " " + GOOD, Reason.MALFORMED),
        of("J40 newline after", GOOD + "\n", Reason.MALFORMED),
        of("J40 padding", GOOD + "=", Reason.MALFORMED),
        of("J40 padding twice", GOOD + "==", Reason.MALFORMED),
        of("J40 standard alphabet", withSignature("+/" + signature.substring(2)), Reason.MALFORMED),
        of("J40 illegal character", withSignature("!" + signature.substring(1)), Reason.MALFORMED),
        of("J40 beyond ASCII", withSignature("\u0130" + signature.substring(1)), Reason.MALFORMED),
        of("J40 trailing bits", withSignature(otherSpelling(signature)), Reason.MALFORMED),
        of("empty", "", Reason.MALFORMED),
        of("dots", "..", Reason.MALFORMED),
        of("two tokens", GOOD + "," + GOOD, Reason.MALFORMED));
  }

  private static Arguments of(String name, String token, Reason reason) {
    return arguments(named(name, token), reason);
  }

  private static Arguments of(String name, String claim, long value, Reason reason) {
    return of(name, OURS.token(claim, String.valueOf(value)), reason);
  }

  private static String es256(String... header) {
    String text = header.length == 1 ? header[0] : header(header);
    return OURS.es256(text, claims());
  }

  private static String es256Theirs(String... header) {
    return THEIRS.es256(header(header), claims());
  }

  private static String payload(String json) {
    return OURS.es256(header(), json);
  }

  private static String nested(int depth) {
    return "{\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
  }

  private static String part(String token, int index) {
    return token.split("\\.", -1)[index];
  }

  private static String unsigned(String algorithm) {
    return base64(header("alg", "\"" + algorithm + "\"")) + "." + part(GOOD, 1);
  }

  private static String withSignature(byte[] signature) {
    return withSignature(base64(signature));
  }

  private static String withSignature(String signature) {
    return part(GOOD, 0) + "." + part(GOOD, 1) + "." + signature;
  }

  /** The good RSA token under another header. */
  private static String relabelled(String header) {
    return base64(header) + "." + part(GOOD_RSA, 1) + "." + part(GOOD_RSA, 2);
  }

  private static String changed(String claim, String json) {
    return part(GOOD, 0) + "." + base64(claims(claim, json)) + "." + part(GOOD, 2);
  }

  /** The same bytes to a generous decoder: 64 bytes leave four bits of the last character. */
  private static String otherSpelling(String signature) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = signature.length() - 1;
    return signature.substring(0, last)
        + alphabet.charAt(alphabet.indexOf(signature.charAt(last)) + 1);
  }

  private static byte[] flipped(byte[] bytes, int index) {
    byte[] copy = bytes.clone();
    copy[index] ^= 1;
    return copy;
  }

  private static byte[] join(byte[] r, byte[] s) {
    byte[] both = Arrays.copyOf(r, 64);
    System.arraycopy(s, 0, both, 32, 32);
    return both;
  }

  private static String hs256(byte[] secret) {
    String input = base64(rsaHeader("alg", "\"HS256\"")) + "." + base64(claims());
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return input + "." + base64(mac.doFinal(utf8(input)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String pem() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(OURS.rsa.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static byte[] point() {
    var w = ((ECPublicKey) OURS.ec.getPublic()).getW();
    return Optional.of(utf8(w.getAffineX().toString(16) + w.getAffineY().toString(16))).get();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
