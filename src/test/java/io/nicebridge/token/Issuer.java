package io.nicebridge.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Signs whatever it is given, with the JDK and not with the library under test: headers and claims
 * are JSON as text, so that they can be wrong in any way.
 */
final class Issuer {
  static final Issuer OURS = new Issuer();

  /** Another environment: the same key ids, other keys. */
  static final Issuer THEIRS = new Issuer();

  static final String SUBJECT = "00000009-60fe-5e15-8002-000000001954";
  static final String AUDIENCE = "00000000-5cdd-280b-8003-000000000000";
  static final String ISSUER = "https://issuer.test/nice";
  static final long NOW = HandClock.START.getEpochSecond();

  final KeyPair ec = ecPair("secp256r1");
  final KeyPair rsa = rsaPair(2048);

  static KeyPair ecPair(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static KeyPair rsaPair(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  ECKey ecKey() {
    return new ECKey.Builder(Curve.P_256, (ECPublicKey) ec.getPublic())
        .keyID("ec-1")
        .algorithm(JWSAlgorithm.ES256)
        .build();
  }

  /** States no algorithm, so it serves RS256 and PS256 alike. */
  RSAKey rsaKey() {
    return new RSAKey.Builder((RSAPublicKey) rsa.getPublic()).keyID("rsa-1").build();
  }

  String jwks() {
    return jwks(ecKey(), rsaKey());
  }

  static String jwks(JWK... keys) {
    return jwks(List.of(keys).stream().map(JWK::toJSONString).toList());
  }

  static String jwks(List<String> keys) {
    return "{\"keys\":[" + String.join(",", keys) + "]}";
  }

  /** A good token, changed by name and JSON text pairs; an empty text takes the claim out. */
  String token(String... claims) {
    return es256(header(), claims(claims));
  }

  String es256(String header, String claims) {
    return sign(header, claims, "SHA256withECDSAinP1363Format", ec.getPrivate());
  }

  String rs256(String header, String claims) {
    return sign(header, claims, "SHA256withRSA", rsa.getPrivate());
  }

  String ps256(String header, String claims) {
    return sign(header, claims, "RSASSA-PSS", rsa.getPrivate());
  }

  static String header(String... changes) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("alg", "\"ES256\"");
    members.put("kid", "\"ec-1\"");
    members.put("typ", "\"JWT\"");
    return json(members, changes);
  }

  static String rsaHeader(String... changes) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("alg", "\"RS256\"");
    members.put("kid", "\"rsa-1\"");
    return json(members, changes);
  }

  static String claims(String... changes) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("Version", "\"1.0\"");
    members.put("iss", "\"" + ISSUER + "\"");
    members.put("sub", "\"" + SUBJECT + "\"");
    members.put("aud", "\"" + AUDIENCE + "\"");
    members.put("exp", String.valueOf(NOW + 3_600));
    members.put("nbf", String.valueOf(NOW));
    members.put("iat", String.valueOf(NOW));
    members.put("jti", "\"jti-1\"");
    members.put("Permissions", "[\"Management\",\"Control\"]");
    return json(members, changes);
  }

  static String sign(String header, String claims, String algorithm, PrivateKey key) {
    String input = base64(header) + "." + base64(claims);
    return input + "." + base64(signature(input, algorithm, key));
  }

  static byte[] signature(String input, String algorithm, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      if (algorithm.equals("RSASSA-PSS")) {
        signature.setParameter(
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      }
      signature.initSign(key);
      signature.update(input.getBytes(StandardCharsets.US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String json(Map<String, String> members, String... changes) {
    for (int i = 0; i < changes.length; i += 2) {
      if (changes[i + 1].isEmpty()) {
        members.remove(changes[i]);
      } else {
        members.put(changes[i], changes[i + 1]);
      }
    }
    return members.entrySet().stream()
        .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
