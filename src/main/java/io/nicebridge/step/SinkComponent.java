package io.nicebridge.step;

import io.nicebridge.sink.DataDesk;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code sink:<name>}: a route that is fed by the journal. What its steps do is one attempt: it
 * succeeds when they end without an exception, and comes again when they do not.
 */
public final class SinkComponent extends DefaultComponent {
  /** The scheme in a route's addresses. */
  public static final String NAME = "sink";

  private final DataDesk desk;
  private final SinkLines lines;

  public SinkComponent(DataDesk desk, SinkLines lines) {
    this.desk = desk;
    this.lines = lines;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    return new SinkEndpoint(uri, this, SinkOptions.take(remaining, parameters));
  }

  DataDesk desk() {
    return desk;
  }

  SinkLines lines() {
    return lines;
  }
}
