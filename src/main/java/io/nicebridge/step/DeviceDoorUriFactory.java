package io.nicebridge.step;

import io.nicebridge.http.BareUriFactory;

/** For the addresses of the {@link DeviceDoorComponent}. */
public final class DeviceDoorUriFactory extends BareUriFactory {
  public DeviceDoorUriFactory() {
    super(DeviceDoorComponent.SCHEME);
  }
}
