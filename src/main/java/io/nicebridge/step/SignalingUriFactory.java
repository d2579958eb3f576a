package io.nicebridge.step;

/** For the addresses of the {@link SignalingComponent}. */
public final class SignalingUriFactory extends BareUriFactory {
  public SignalingUriFactory() {
    super(SignalingComponent.NAME);
  }
}
