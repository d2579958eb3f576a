package io.nicebridge.token;

/** A token that has passed every cheap check; only its signature is still open. */
record Candidate(TokenDigest digest, CompactToken token, TokenHeader header, TokenClaims claims) {

  /** What it will be worth if the signature holds. */
  AccessToken claimed() {
    return claims.as(digest.fingerprint());
  }
}
