package io.nicebridge.token;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where the AccessToken comes from that the bridge shows to a device when it asks in its own name
 * (NICE 0.9 section 4.1). Any thread may ask; none waits.
 */
@FunctionalInterface
public interface TokenSource {
  /** A token that is good now; fails with {@link TokenUnavailable}. */
  CompletionStage<String> token();

  /** One that never changes. */
  static TokenSource fixed(String secret) {
    CompletionStage<String> always = CompletableFuture.completedFuture(secret);
    return () -> always;
  }

  /**
   * An OAuth 2.0 issuer that knows the bridge as a client (RFC 6749 section 4.4).
   *
   * @param name for logs
   * @param url its token endpoint, https
   * @param trust whose certificates are believed there, instead of those of the Java platform
   */
  static TokenSource ofClient(
      String name,
      URI url,
      String clientId,
      String clientSecret,
      Optional<String> scope,
      Optional<String> audience,
      Optional<TrustFile> trust,
      InstantSource clock) {
    ClientCredentials issuer =
        new ClientCredentials(
            new ClientCredentials.Settings(url, clientId, clientSecret, scope, audience),
            trust.map(file -> TrustedServers.of(file.path(), file.password())),
            clock);
    return new FreshToken(name, issuer::fetch, clock);
  }

  /**
   * A file of certificates.
   *
   * @param password empty for PEM
   */
  record TrustFile(Path path, String password) {
    @Override
    public String toString() {
      return "TrustFile[" + path + "]";
    }
  }

  /**
   * The bridge itself, for closed sites.
   *
   * @param signer its key; outlives the source
   */
  static TokenSource ofSigner(
      String name,
      String self,
      Optional<String> audience,
      Duration lifetime,
      MessageSigner signer,
      InstantSource clock) {
    SelfIssued issuer =
        new SelfIssued(new SelfIssued.Claims(self, audience, lifetime), signer, clock);
    return new FreshToken(name, issuer::fetch, clock);
  }
}
