package io.nicebridge.http;

import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.support.component.EndpointUriFactorySupport;

/**
 * Lets {@code check} know the addresses of the {@link PlainDoorComponent}: they take no options.
 */
public final class PlainDoorUriFactory extends EndpointUriFactorySupport
    implements EndpointUriFactory {
  @Override
  public boolean isEnabled(String asked) {
    return PlainDoorComponent.SCHEME.equals(asked);
  }

  @Override
  public String buildUri(String asked, Map<String, Object> properties, boolean encode) {
    throw new UnsupportedOperationException("plain-door addresses are written as they are");
  }

  @Override
  public Set<String> propertyNames() {
    return Set.of();
  }

  @Override
  public Set<String> secretPropertyNames() {
    return Set.of();
  }

  @Override
  public Map<String, String> multiValuePrefixes() {
    return Map.of();
  }

  @Override
  public boolean isLenientProperties() {
    return false;
  }
}
