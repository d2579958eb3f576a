package io.nicebridge.token;

import io.nicebridge.token.TokenRefused.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The dear part of verification, which runs on the pool: certificate chains and signatures. */
final class SignatureDesk {
  private final ClaimRules rules;
  private final Tally tally;

  SignatureDesk(ClaimRules rules, Tally tally) {
    this.rules = rules;
    this.tally = tally;
  }

  /** Checked against keys of the set. */
  VerifiedToken verify(Candidate candidate, List<TrustedKey> keys) {
    for (TrustedKey key : keys) {
      if (signed(candidate, key)) {
        return new VerifiedToken(
            candidate.claimed(),
            rules.uselessFrom(candidate.claims().expiry()),
            Optional.of(key.identity()));
      }
    }
    throw new TokenRefused(Reason.SIGNATURE, "the token's signature does not verify");
  }

  /** Checked against the chain that the token brings. */
  VerifiedToken verify(Candidate candidate, TrustedRoots roots, Instant now) {
    TrustedRoots.Leaf leaf = roots.leaf(candidate.header().certificates(), now);
    if (!leaf.key().serves(candidate.header().algorithm())) {
      throw new TokenRefused(Reason.ALGORITHM, "the token's alg does not belong to its key");
    }
    VerifiedToken verified = verify(candidate, List.of(leaf.key()));
    Instant first =
        leaf.uselessFrom().isBefore(verified.uselessFrom())
            ? leaf.uselessFrom()
            : verified.uselessFrom();
    return new VerifiedToken(verified.token(), first, Optional.empty());
  }

  private boolean signed(Candidate candidate, TrustedKey key) {
    tally.signatureChecks.increment();
    return SignatureCheck.holds(candidate.token(), candidate.header().algorithm(), key);
  }
}
