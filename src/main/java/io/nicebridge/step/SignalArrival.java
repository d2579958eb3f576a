package io.nicebridge.step;

import io.nicebridge.id.EndPointId;
import io.nicebridge.mqtt.LaneMessage;
import java.util.Optional;

/**
 * A signalling message that a route is to relay.
 *
 * @param receiver the EndPointID of the topic
 * @param home where the receiver lives
 * @param poster who posted it by HTTPS and waits to hear what becomes of it; empty for what came by
 *     MQTT
 */
record SignalArrival(
    LaneMessage message, EndPointId receiver, Destination home, Optional<SignalPoster> poster) {}
