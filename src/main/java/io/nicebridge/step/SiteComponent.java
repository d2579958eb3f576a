package io.nicebridge.step;

import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;

/**
 * {@code site:<bean>}: calls the system that a {@link SiteCall}, or the camera that an {@link
 * OnvifPull}, of that name describes. An address, so that whoever draws, checks or plays the routes
 * sees that something leaves here.
 */
public final class SiteComponent extends DefaultComponent {
  /** The scheme in a route's addresses. */
  public static final String NAME = "site";

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    return new SiteEndpoint(uri, remaining);
  }

  private final class SiteEndpoint extends DefaultEndpoint {
    private final String bean;

    SiteEndpoint(String uri, String bean) {
      super(uri, SiteComponent.this);
      this.bean = bean;
    }

    @Override
    public Producer createProducer() {
      AsyncStep site = getCamelContext().getRegistry().lookupByNameAndType(bean, AsyncStep.class);
      if (site == null) {
        throw new IllegalArgumentException(
            "site:%s must name a bean that calls: a SiteCall, an OnvifPull".formatted(bean));
      }
      return new DefaultAsyncProducer(this) {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
          return site.process(exchange, callback);
        }
      };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      throw new UnsupportedOperationException("site: calls, and is called by nobody");
    }
  }
}
