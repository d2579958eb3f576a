package io.nicebridge.step;

import io.nicebridge.sink.SinkDesk;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The sinks that one generation of route files declares. */
public final class SinkLines {
  private final List<SinkDesk.Line> lines = new CopyOnWriteArrayList<>();

  void add(SinkDesk.Line line) {
    if (lines.stream().anyMatch(other -> other.plan().name().equals(line.plan().name()))) {
      throw new IllegalStateException(
          "the sink [%s] must be one route's, was two routes'".formatted(line.plan().name()));
    }
    lines.add(line);
  }

  void remove(SinkDesk.Line line) {
    lines.remove(line);
  }

  public List<SinkDesk.Line> all() {
    return List.copyOf(lines);
  }
}
