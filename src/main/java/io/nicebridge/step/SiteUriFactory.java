package io.nicebridge.step;

import io.nicebridge.http.BareUriFactory;

/** For the addresses of the {@link SiteComponent}. */
public final class SiteUriFactory extends BareUriFactory {
  public SiteUriFactory() {
    super(SiteComponent.NAME);
  }
}
