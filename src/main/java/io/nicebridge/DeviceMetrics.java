package io.nicebridge;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nicebridge.device.Fleet;
import io.nicebridge.device.LifeState.Stage;
import java.util.Locale;

/** How many virtual devices are where in their lives. */
final class DeviceMetrics {
  private DeviceMetrics() {}

  static void bind(Fleet fleet, MeterRegistry meters) {
    for (Stage stage : Stage.values()) {
      Gauge.builder(
              "nice.devices",
              fleet,
              all -> all.views().stream().filter(view -> view.stage() == stage).count())
          .description("Virtual devices by where they are in their lives")
          .tag("stage", stage.name().toLowerCase(Locale.ROOT))
          .register(meters);
    }
    FunctionCounter.builder("nice.device.data.lost", fleet, Fleet::lost)
        .description("Data of virtual devices for QoS 0 that no broker took: it was away")
        .register(meters);
    Gauge.builder(
            "nice.devices.away",
            fleet,
            all -> all.views().stream().filter(view -> !view.isWell()).count())
        .description("Virtual devices that are not connected as they should be")
        .register(meters);
  }
}
