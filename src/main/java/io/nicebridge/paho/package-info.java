/**
 * The component paho-mqtt5 for routes that operators write: Camel's own, without what it loses; the
 * only place that sees Paho's client.
 */
@NullMarked
package io.nicebridge.paho;

import org.jspecify.annotations.NullMarked;
