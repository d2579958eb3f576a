package io.nicebridge.cases;

import io.nicebridge.step.SiteCall;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Plays {@code site:<bean>}. What a {@link SiteCall} asks leaves for the address and path that it
 * has; its login and its certificate are not played. What another such bean asks (for an ONVIF
 * camera's subscription) leaves for {@code site:<bean>}.
 */
public final class PlayedSites extends DefaultComponent {
  private final Stage stage;

  public PlayedSites(Stage stage) {
    this.stage = stage;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    return new PlayedSite(uri, this, stage, remaining);
  }

  private static final class PlayedSite extends DefaultEndpoint {
    private final Stage stage;
    private final String bean;

    PlayedSite(String uri, PlayedSites component, Stage stage, String bean) {
      super(uri, component);
      this.stage = stage;
      this.bean = bean;
    }

    @Override
    public Producer createProducer() {
      SiteCall site = getCamelContext().getRegistry().lookupByNameAndType(bean, SiteCall.class);
      return site == null
          ? new PlayedProducer(this, stage, PlayedAddress.of("site", bean), Map.of())
          : new PlayedAsk(this, stage, site);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      throw new UnsupportedOperationException("site: calls, and is called by nobody");
    }
  }
}
