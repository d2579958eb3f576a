package io.nicebridge.device;

import io.nicebridge.http.WebReply;
import io.nicebridge.http.WebRequest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** How a license authority, or a privacy server, is asked by HTTPS; no thread waits. */
@FunctionalInterface
public interface LicenseAuthority {
  /**
   * Asks once.
   *
   * @param roots who may vouch for the server, and nobody else
   * @return the reply; or fails with a {@link io.nicebridge.message.Refusal}
   */
  CompletionStage<WebReply> ask(List<X509Certificate> roots, WebRequest request);
}
