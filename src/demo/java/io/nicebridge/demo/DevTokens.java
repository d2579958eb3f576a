package io.nicebridge.demo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An issuer for development: a key made on the spot, its JWK set, and tokens signed with it. The
 * key lives as long as this object and is written nowhere.
 */
public final class DevTokens {
  /** What the tokens say of iss and aud; shaped like NICE ids, meaning nothing. */
  public static final String ISSUER = "00000001-5cdd-280b-8002-000000000000";

  public static final String AUDIENCE = "00000001-5eab-2e10-8003-000000000001";

  private static final Duration LIFETIME = Duration.ofHours(1);

  private final ECKey key;

  private DevTokens(ECKey key) {
    this.key = key;
  }

  public static DevTokens create() {
    try {
      return new DevTokens(
          new ECKeyGenerator(Curve.P_256)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.ES256)
              .keyID(UUID.randomUUID().toString())
              .generate());
    } catch (JOSEException e) {
      throw new IllegalStateException("no P-256 key can be made on this Java", e);
    }
  }

  public String keyId() {
    return key.getKeyID();
  }

  /** The JWK set to configure, public parts only. */
  public String jwks() {
    return new JWKSet(key).toString(true);
  }

  /** A token for an hour, as a NICE authority would write it. */
  public String token(String subject, String... permissions) {
    return token(claims(subject, permissions));
  }

  /** The claims of such a token, to be changed before they are signed. */
  public static Map<String, Object> claims(String subject, String... permissions) {
    Instant now = Instant.now();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("Version", "1.0");
    claims.put("iss", ISSUER);
    claims.put("sub", subject);
    claims.put("aud", AUDIENCE);
    claims.put("exp", now.plus(LIFETIME).getEpochSecond());
    claims.put("nbf", now.getEpochSecond());
    claims.put("iat", now.getEpochSecond());
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("Permissions", List.of(permissions));
    return claims;
  }

  /** A token with exactly these claims. */
  public String token(Map<String, Object> claims) {
    return token(
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(JOSEObjectType.JWT)
            .keyID(key.getKeyID())
            .build(),
        claims);
  }

  /** A token with exactly this header and these claims. */
  public String token(JWSHeader header, Map<String, Object> claims) {
    try {
      JWSObject jws = new JWSObject(header, new Payload(claims));
      jws.sign(new ECDSASigner(key));
      return jws.serialize();
    } catch (JOSEException e) {
      throw new IllegalArgumentException("a token with this header cannot be signed", e);
    }
  }
}
