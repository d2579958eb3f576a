package io.nicebridge.token;

/**
 * How much the verifier may take up.
 *
 * @param threads for signatures; an ES256 check takes about 2 ms of one
 * @param waiting most tokens that wait for a thread, and as many again for keys
 * @param remembered most verified tokens kept, about 1 kB each
 * @param refused most tokens with a bad signature kept, so that sending one again is cheap
 */
public record VerifierLimits(int threads, int waiting, int remembered, int refused) {
  public VerifierLimits {
    if (threads < 1 || waiting < 1 || remembered < 1 || refused < 1) {
      throw new IllegalArgumentException("verifier limits must all be 1 or more");
    }
  }

  /** Half the processors: verification never starves what the verified have asked for. */
  public static VerifierLimits forThisMachine() {
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    return new VerifierLimits(threads, 2_000, 10_000, 10_000);
  }
}
