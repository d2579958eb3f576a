package io.nicebridge.bench;

import io.nicebridge.bench.process.Target;
import io.nicebridge.bench.report.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/**
 * What is measured after what. Within each round every step is measured on every target before the
 * next step, and the order of targets turns from round to round: what the machine does beside this
 * falls on all alike.
 */
record Plan(List<Measurement> measurements) {
  /** One target under one load. */
  record Measurement(int round, Target target, Step step) {}

  static Plan of(Options options, List<Target> targets) {
    List<Measurement> all = new ArrayList<>();
    for (int round = 1; round <= options.rounds(); round++) {
      List<Target> turned = new ArrayList<>(targets);
      Collections.rotate(turned, 1 - round);
      for (Step step : steps(options)) {
        for (Target target : turned) {
          if (target.waits() || step.delay().equals(options.delays().get(0))) {
            all.add(new Measurement(round, target, step));
          }
        }
      }
    }
    return new Plan(List.copyOf(all));
  }

  private static List<Step> steps(Options options) {
    List<Step> steps = new ArrayList<>();
    for (Duration delay : options.delays()) {
      for (int connections : options.connections()) {
        steps.add(new Step(connections, delay, OptionalInt.empty()));
      }
      for (int rate : options.rates()) {
        steps.add(new Step(Collections.max(options.connections()), delay, OptionalInt.of(rate)));
      }
    }
    return steps;
  }
}
