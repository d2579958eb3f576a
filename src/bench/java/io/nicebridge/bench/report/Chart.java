package io.nicebridge.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/** A picture in SVG: one line for each target, over connections, sessions, sinks or time. */
public final class Chart {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 420;
  private static final int LEFT = 80;
  private static final int RIGHT = 560;
  private static final int TOP = 50;
  private static final int BOTTOM = 360;

  /** Told apart also by those who see red and green alike (Okabe and Ito). */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9");

  private record Point(double x, double y) {}

  private final String title;
  private final String across;
  private final boolean logarithmic;
  private final boolean logarithmicAcross;
  private final Map<String, List<Point>> lines = new LinkedHashMap<>();

  /**
   * @param across what is counted from left to right
   * @param names of all lines: a name has the same colour in every picture
   * @param logarithmic upwards; across it is, too
   */
  public Chart(String title, String across, List<String> names, boolean logarithmic) {
    this(title, across, names, logarithmic, true);
  }

  private Chart(
      String title,
      String across,
      List<String> names,
      boolean logarithmic,
      boolean logarithmicAcross) {
    this.title = title;
    this.across = across;
    this.logarithmic = logarithmic;
    this.logarithmicAcross = logarithmicAcross;
    names.forEach(name -> lines.put(name, new ArrayList<>()));
  }

  /** From 0 in both directions. */
  public static Chart overTime(String title, String across, List<String> names) {
    return new Chart(title, across, names, false, false);
  }

  public void add(String line, double x, double y) {
    if (Double.isFinite(y)) {
      lines.getOrDefault(line, new ArrayList<>()).add(new Point(x, y));
    }
  }

  public String svg() {
    Axis right = axis(logarithmicAcross, all(true), LEFT, RIGHT);
    Axis up = axis(logarithmic, all(false), BOTTOM, TOP);
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            .formatted(WIDTH, HEIGHT));
    svg.append(" font-size=\"13\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    text(svg, LEFT, 28, "start", title);
    text(svg, (LEFT + RIGHT) / 2.0, HEIGHT - 14, "middle", across);
    for (double tick : right.ticks()) {
      line(svg, right.place(tick), TOP, right.place(tick), BOTTOM);
      text(svg, right.place(tick), BOTTOM + 20, "middle", number(tick));
    }
    for (double tick : up.ticks()) {
      line(svg, LEFT, up.place(tick), RIGHT, up.place(tick));
      text(svg, LEFT - 8, up.place(tick) + 4, "end", number(tick));
    }
    int colour = 0;
    for (Map.Entry<String, List<Point>> line : lines.entrySet()) {
      if (!line.getValue().isEmpty()) {
        draw(svg, line, right, up, colour);
      }
      colour++;
    }
    return svg.append("</svg>\n").toString();
  }

  private static Axis axis(boolean logarithmic, DoubleStream values, double start, double end) {
    return logarithmic ? Axis.logarithmic(values, start, end) : Axis.linear(values, start, end);
  }

  private DoubleStream all(boolean x) {
    return lines.values().stream().flatMap(List::stream).mapToDouble(p -> x ? p.x() : p.y());
  }

  private static void draw(
      StringBuilder svg, Map.Entry<String, List<Point>> line, Axis across, Axis up, int index) {
    String colour = COLOURS.get(index % COLOURS.size());
    StringBuilder places = new StringBuilder();
    for (Point point : line.getValue()) {
      double x = across.place(point.x());
      double y = up.place(point.y());
      places.append(form("%.1f,%.1f ", x, y));
      svg.append(form("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>\n", x, y, colour));
    }
    svg.append(
        form(
            "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n",
            places.toString().strip(), colour));
    double y = TOP + 10 + 22.0 * index;
    svg.append(
        form(
            "<rect x=\"%d\" y=\"%.1f\" width=\"14\" height=\"4\" fill=\"%s\"/>\n",
            RIGHT + 20, y, colour));
    text(svg, RIGHT + 42, y + 6, "start", line.getKey());
  }

  private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
    svg.append(
        form(
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>\n",
            x1, y1, x2, y2));
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
    svg.append(
        form("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x, y, anchor, text));
  }

  private static String number(double value) {
    return value >= 10 || value == Math.rint(value) ? form("%.0f", value) : form("%.3g", value);
  }

  private static String form(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
