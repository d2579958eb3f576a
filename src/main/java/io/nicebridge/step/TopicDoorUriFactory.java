package io.nicebridge.step;

import io.nicebridge.http.BareUriFactory;

/** For the addresses of the {@link TopicDoorComponent}. */
public final class TopicDoorUriFactory extends BareUriFactory {
  public TopicDoorUriFactory() {
    super(TopicDoorComponent.SCHEME);
  }
}
