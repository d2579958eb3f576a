package io.nicebridge.device;

import io.nicebridge.call.CommandNumbers;
import io.nicebridge.mqtt.DeviceConnections;
import java.time.Clock;

/**
 * What virtual devices work with.
 *
 * @param turns their one thread
 */
record FleetMeans(
    Turns turns,
    DeviceSettings settings,
    StateVault vault,
    LicenseAuthority authority,
    CommandNumbers numbers,
    DeviceConnections connections,
    Clock clock) {}
