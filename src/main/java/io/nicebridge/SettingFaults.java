package io.nicebridge;

import io.nicebridge.SettingsFile.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Faults of settings, each with the place that it stands at. */
final class SettingFaults {
  private final Settings settings;
  private final List<Fault> faults = new ArrayList<>();

  SettingFaults(Settings settings) {
    this.settings = settings;
  }

  void add(Fault fault) {
    faults.add(fault);
  }

  void at(Setting setting, String sentence) {
    faults.add(Fault.at(setting.place(), sentence));
  }

  /**
   * @param meaning what the key is for
   */
  void missing(String key, String meaning) {
    int line =
        where(key)
            .map(Setting::place)
            .filter(place -> place.file().equals(Settings.FILE))
            .map(Place::line)
            .orElse(0);
    faults.add(new Fault(Settings.FILE, line, key + " is missing: " + meaning));
  }

  boolean none(String key) {
    return settings.text(key).isEmpty();
  }

  Optional<Setting> where(String key) {
    return settings.layers().find(key);
  }

  /** In the order found. */
  List<Fault> all() {
    return List.copyOf(faults);
  }
}
