package io.nicebridge.step;

import io.nicebridge.http.BareUriFactory;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;

/** For the addresses of the {@link SinkComponent}. */
public final class SinkUriFactory extends BareUriFactory {
  public SinkUriFactory() {
    super(SinkComponent.NAME);
  }

  @Override
  public String buildUri(String scheme, Map<String, Object> properties, boolean encode)
      throws URISyntaxException {
    return buildQueryParameters(scheme + ":", properties, encode);
  }

  @Override
  public Set<String> propertyNames() {
    return SinkOptions.NAMES;
  }
}
