package io.nicebridge.http;

import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.support.component.EndpointUriFactorySupport;

/**
 * Lets {@code check} know the addresses of a component of ours: none of them takes options, unless
 * it says so.
 */
public abstract class BareUriFactory extends EndpointUriFactorySupport
    implements EndpointUriFactory {
  private final String scheme;

  protected BareUriFactory(String scheme) {
    this.scheme = scheme;
  }

  @Override
  public boolean isEnabled(String asked) {
    return scheme.equals(asked);
  }

  @Override
  public String buildUri(String asked, Map<String, Object> properties, boolean encode)
      throws URISyntaxException {
    throw new UnsupportedOperationException(scheme + " addresses are written as they are");
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
