package io.nicebridge.http;

/** Of {@link PlainDoorComponent}. */
public final class PlainDoorUriFactory extends BareUriFactory {
  public PlainDoorUriFactory() {
    super(PlainDoorComponent.SCHEME);
  }
}
