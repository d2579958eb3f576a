package io.nicebridge;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a sink got: each event at least once, those of a camera in order. */
final class SoakTally {
  private static final Pattern MARK = Pattern.compile("SMK_([0-9]+)_([0-9]+)");

  private final BitSet seen = new BitSet();
  private final Map<Integer, Integer> last = new HashMap<>();
  private final List<String> outOfOrder = new CopyOnWriteArrayList<>();
  private int repeated;

  synchronized void add(String text) {
    Matcher mark = MARK.matcher(text);
    if (!mark.find()) {
      outOfOrder.add("no event: " + text);
      return;
    }
    int camera = Integer.parseInt(mark.group(1));
    int number = Integer.parseInt(mark.group(2));
    int index = number * SoakCameras.CAMERAS + camera;
    if (seen.get(index)) {
      repeated++;
      return;
    }
    seen.set(index);
    Integer before = last.put(camera, number);
    if (before != null && before > number) {
      outOfOrder.add(mark.group() + " after " + before);
    }
  }

  synchronized int size() {
    return seen.cardinality();
  }

  List<String> outOfOrder() {
    return outOfOrder;
  }

  synchronized String sum() {
    return "%,d events, %,d of them again, %,d out of order"
        .formatted(seen.cardinality(), repeated, outOfOrder.size());
  }
}
