package io.nicebridge.step;

/** For the addresses of the {@link SiteComponent}. */
public final class SiteUriFactory extends BareUriFactory {
  public SiteUriFactory() {
    super(SiteComponent.NAME);
  }
}
