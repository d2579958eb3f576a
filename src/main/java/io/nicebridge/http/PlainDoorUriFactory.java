package io.nicebridge.http;

import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;

/** Of {@link PlainDoorComponent}. */
public final class PlainDoorUriFactory extends BareUriFactory {
  public PlainDoorUriFactory() {
    super(PlainDoorComponent.SCHEME);
  }

  @Override
  public String buildUri(String scheme, Map<String, Object> properties, boolean encode)
      throws URISyntaxException {
    return buildQueryParameters(scheme + ":", properties, encode);
  }

  @Override
  public Set<String> propertyNames() {
    return PlainDoorComponent.OPTIONS;
  }
}
