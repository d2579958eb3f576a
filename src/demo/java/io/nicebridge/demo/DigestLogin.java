package io.nicebridge.demo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The server's side of HTTP Digest (RFC 7616), as devices have it: MD5, and each count once. */
final class DigestLogin {
  private static final Pattern FIELD = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^,\\s]+))");
  private static final String REALM = "devices";

  private final String user;
  private final String password;

  /** The highest count of each nonce. */
  private final Map<String, Integer> nonces = new ConcurrentHashMap<>();

  DigestLogin(String user, String password) {
    this.user = user;
    this.password = password;
  }

  String challenge() {
    String nonce = UUID.randomUUID().toString();
    nonces.put(nonce, 0);
    return "Digest realm=\"%s\", nonce=\"%s\", algorithm=MD5, qop=\"auth\"".formatted(REALM, nonce);
  }

  /** From now on everybody needs a new challenge. */
  void forget() {
    nonces.clear();
  }

  boolean fits(String method, String target, @Nullable String authorization) {
    if (authorization == null || !authorization.startsWith("Digest ")) {
      return false;
    }
    Map<String, String> said = new TreeMap<>();
    Matcher field = FIELD.matcher(authorization);
    while (field.find()) {
      said.put(field.group(1), field.group(2) == null ? field.group(3) : field.group(2));
    }
    String nonce = said.getOrDefault("nonce", "");
    int count = Integer.parseInt(said.getOrDefault("nc", "0"), 16);
    Integer before = nonces.get(nonce);
    if (before == null || count <= before || !said.getOrDefault("uri", "").equals(target)) {
      return false;
    }
    String one = md5(user + ":" + REALM + ":" + password);
    String two = md5(method + ":" + target);
    String expected =
        md5(String.join(":", one, nonce, said.get("nc"), said.get("cnonce"), said.get("qop"), two));
    nonces.put(nonce, count);
    return expected.equals(said.get("response")) && user.equals(said.get("username"));
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
