/**
 * Brokers, requests waiting for devices, and their answers. The only room that sees an MQTT client.
 */
@NullMarked
package io.nicebridge.mqtt;

import org.jspecify.annotations.NullMarked;
