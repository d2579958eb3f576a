/**
 * Brokers, requests waiting for devices, and their answers. The only room that sees HiveMQ's
 * client.
 */
@NullMarked
package io.nicebridge.mqtt;

import org.jspecify.annotations.NullMarked;
