/** Kafka clusters that sinks write to; the only place that sees Kafka's client. */
@NullMarked
package io.nicebridge.kafka;

import org.jspecify.annotations.NullMarked;
