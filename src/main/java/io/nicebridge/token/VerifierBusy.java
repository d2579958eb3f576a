package io.nicebridge.token;

/** More tokens wait for verification than may, or the verifier is closing: nothing was checked. */
public final class VerifierBusy extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public VerifierBusy(String sentence) {
    super(sentence, null, false, false);
  }
}
