package io.nicebridge.token;

import io.nicebridge.token.TokenRefused.Reason;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Whether a sealed message of NICE 1.1 or 1.0.x was signed by somebody for whom a licensing
 * authority vouches: its x5c chain leads to one of the roots, every certificate is valid now, and
 * the signature is by the first.
 *
 * <p>Neither {@code kid} nor any name in a certificate is compared with a SourceEndPointID: real
 * devices have others.
 */
public final class MessageVerifier implements AutoCloseable {
  /** What devices (ES256, PS256) and authorities (RS512) sign with. */
  private static final Set<String> ALGORITHMS = Set.of("ES256", "PS256", "RS512");

  private static final int LONGEST = 5_000_000;

  private final TrustedRoots roots;
  private final InstantSource clock;
  private final VerifierPool pool;

  public MessageVerifier(TrustedRoots roots, VerifierLimits limits, InstantSource clock) {
    this.roots = roots;
    this.clock = clock;
    this.pool = new VerifierPool(limits, "message-verifier");
  }

  /**
   * Verifies a compact JWS, on a thread of the verifier's own.
   *
   * @return empty; or fails with {@link TokenRefused} or {@link VerifierBusy}
   */
  public CompletionStage<Void> verify(String jws) {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    try {
      pool.run(() -> verify(jws, answer));
    } catch (VerifierBusy busy) {
      answer.completeExceptionally(busy);
    }
    return answer;
  }

  private void verify(String jws, CompletableFuture<Void> answer) {
    try {
      require(CompactToken.parse(jws, LONGEST));
      answer.complete(null);
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
    }
  }

  private void require(CompactToken message) {
    TokenHeader header = TokenHeader.parse(message.header(), ALGORITHMS);
    if (header.certificates().isEmpty()) {
      throw new TokenRefused(Reason.UNKNOWN_KEY, "the message has no x5c");
    }
    TrustedKey signer = roots.leaf(header.certificates(), clock.instant()).key();
    if (!signer.serves(header.algorithm())) {
      throw new TokenRefused(Reason.ALGORITHM, "the message's alg does not belong to its key");
    }
    if (!SignatureCheck.holds(message, header.algorithm(), signer)) {
      throw new TokenRefused(Reason.SIGNATURE, "the message's signature does not verify");
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
