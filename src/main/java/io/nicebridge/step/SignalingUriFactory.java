package io.nicebridge.step;

import io.nicebridge.http.BareUriFactory;

/** For the addresses of the {@link SignalingComponent}. */
public final class SignalingUriFactory extends BareUriFactory {
  public SignalingUriFactory() {
    super(SignalingComponent.NAME);
  }
}
