package io.nicebridge.device;

import io.nicebridge.call.CommandNumbers;
import io.nicebridge.mqtt.DeviceConnections;
import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;

/**
 * What virtual devices work with.
 *
 * @param turns their one thread
 * @param lost data that was sent at most once (QoS 0) while its broker was away
 */
record FleetMeans(
    Turns turns,
    DeviceSettings settings,
    StateVault vault,
    LicenseAuthority authority,
    CommandNumbers numbers,
    DeviceConnections connections,
    Clock clock,
    LongAdder lost) {}
