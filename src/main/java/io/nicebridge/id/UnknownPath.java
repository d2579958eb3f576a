package io.nicebridge.id;

/**
 * A path that has none of the three shapes of NICE 0.9 section 3: nothing lives there. Apart from
 * {@link Malformed} because a caller is told 404 for it, and 400 for a broken element.
 */
public final class UnknownPath extends Malformed {
  private static final long serialVersionUID = 1L;

  private static final String SHAPES =
      "VERSION/EndPointID/ and management/API_NAME, control/NODE_ID/API_NAME or"
          + " data/NODE_ID/PORT_ID";

  UnknownPath(CharSequence was) {
    super("path [" + quoted(was) + "] must be " + SHAPES);
  }
}
