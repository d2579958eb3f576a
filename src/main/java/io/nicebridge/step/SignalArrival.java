package io.nicebridge.step;

import io.nicebridge.id.EndPointId;
import io.nicebridge.mqtt.LaneMessage;

/**
 * A signalling message that a route is to relay.
 *
 * @param receiver the EndPointID of the topic
 * @param home where the receiver lives
 */
record SignalArrival(LaneMessage message, EndPointId receiver, Destination home) {}
