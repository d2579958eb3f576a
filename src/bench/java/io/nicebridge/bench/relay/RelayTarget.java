package io.nicebridge.bench.relay;

import io.nicebridge.bench.load.Crossing;
import io.nicebridge.bench.process.Child;
import java.time.Duration;
import java.util.List;

/**
 * Something that carries messages from one broker to another.
 *
 * @param processes whose CPU time counts: the brokers on the way, and what is between them
 */
record RelayTarget(String name, Crossing crossing, List<Child> processes) {
  /** CPU time of all since their start. */
  Duration spent() {
    return processes.stream()
        .map(process -> process.spent().cpu())
        .reduce(Duration.ZERO, Duration::plus);
  }
}
