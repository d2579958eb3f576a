package io.nicebridge;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Properties;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/** What every Camel Main of the bridge has in common: our settings, our meters, our stop. */
final class Mains {
  private Mains() {}

  static void prepare(Main main, Properties properties, MeterRegistry meters) {
    main.setPropertyPlaceholderLocations("false");
    // The default one hangs on to the process's end, and so to every Main there ever was.
    main.setShutdownStrategy(new SimpleMainShutdownStrategy());
    main.setInitialProperties(properties);
    main.bind("metricsRegistry", meters);
  }
}
