package io.nicebridge.mark;

import java.util.Optional;

/**
 * Where in a picture something was seen: a SceneMark's BoundingBox, its corner at the upper left.
 * The unit is the picture's side, 0 to 1, or pixels; the schema does not say which, so a box that
 * reaches beyond 1 is read as pixels.
 */
public record Box(double x, double y, double width, double height) {
  /**
   * The size of the pictures that a camera's boxes are measured in.
   *
   * @param width in pixels
   */
  public record Frame(int width, int height) {
    private static final String SHAPE = "[1-9][0-9]{0,4}x[1-9][0-9]{0,4}";

    /** Reads {@code 1920x1080}. */
    public static Optional<Frame> parse(String text) {
      if (!text.matches(SHAPE)) {
        return Optional.empty();
      }
      String[] sides = text.split("x", -1);
      return Optional.of(new Frame(Integer.parseInt(sides[0]), Integer.parseInt(sides[1])));
    }
  }

  /** Sides of a picture are at most 1. */
  private boolean isInPixels() {
    return x > 1 || y > 1 || width > 1 || height > 1;
  }

  /**
   * The box as parts of the picture, cut at its edges.
   *
   * @return empty where nothing of it is inside, or where it is in pixels of an unknown frame
   */
  public Optional<Box> within(Optional<Frame> frame) {
    if (!isInPixels()) {
      return cut();
    }
    return frame.flatMap(
        size ->
            new Box(x / size.width, y / size.height, width / size.width, height / size.height)
                .cut());
  }

  private Optional<Box> cut() {
    double left = clamp(x);
    double top = clamp(y);
    Box inside = new Box(left, top, clamp(x + width) - left, clamp(y + height) - top);
    return inside.width > 0 && inside.height > 0 ? Optional.of(inside) : Optional.empty();
  }

  private static double clamp(double side) {
    return Math.min(1, Math.max(0, side));
  }
}
