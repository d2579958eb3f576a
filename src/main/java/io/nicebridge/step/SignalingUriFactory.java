package io.nicebridge.step;

import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.support.component.EndpointUriFactorySupport;

/** Lets {@code check} know the addresses of the {@link SignalingComponent}: it takes no options. */
public final class SignalingUriFactory extends EndpointUriFactorySupport
    implements EndpointUriFactory {
  @Override
  public boolean isEnabled(String scheme) {
    return SignalingComponent.NAME.equals(scheme);
  }

  @Override
  public String buildUri(String scheme, Map<String, Object> properties, boolean encode) {
    throw new UnsupportedOperationException("signaling addresses are written as they are");
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
