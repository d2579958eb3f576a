package io.nicebridge.step;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** Two sides between which signalling is relayed. */
final class SignalingEndpoint extends DefaultEndpoint {
  private final SignalingComponent component;
  private final String one;
  private final String other;

  SignalingEndpoint(String uri, SignalingComponent component, String one, String other) {
    super(uri, component);
    this.component = component;
    this.one = one;
    this.other = other;
  }

  @Override
  public boolean isSingleton() {
    return true;
  }

  @Override
  public Producer createProducer() {
    return new SignalingProducer(this, component.switchboard());
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    return new SignalingConsumer(this, processor, component.lines());
  }

  String one() {
    return one;
  }

  String other() {
    return other;
  }
}
