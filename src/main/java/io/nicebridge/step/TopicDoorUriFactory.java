package io.nicebridge.step;

/** For the addresses of the {@link TopicDoorComponent}. */
public final class TopicDoorUriFactory extends BareUriFactory {
  public TopicDoorUriFactory() {
    super(TopicDoorComponent.SCHEME);
  }
}
