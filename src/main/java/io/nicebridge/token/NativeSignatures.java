package io.nicebridge.token;

import java.security.Provider;
import java.util.Optional;
import org.conscrypt.Conscrypt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * BoringSSL, as Conscrypt brings it, where this machine can load it: it checks an ES256 signature
 * in a sixteenth of the time that the JDK needs. It is asked for signatures of tokens only, and is
 * no provider of the process.
 */
final class NativeSignatures {
  private static final Logger LOG = LoggerFactory.getLogger(NativeSignatures.class);
  private static final Optional<Provider> PROVIDER = load();

  private NativeSignatures() {}

  /** Empty where the JDK does it. */
  static Optional<Provider> provider() {
    return PROVIDER;
  }

  private static Optional<Provider> load() {
    try {
      return Optional.of(Conscrypt.newProvider());
    } catch (LinkageError | RuntimeException e) {
      // Another processor, another C library, or a java.io.tmpdir from which nothing may be run.
      LOG.info(
          "tokens are verified by the JDK, a new one takes a millisecond more: {}", e.toString());
      return Optional.empty();
    }
  }
}
