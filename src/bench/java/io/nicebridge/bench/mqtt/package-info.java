/** The smallest MQTT 5 client that does the job, and devices made of it. */
@NullMarked
package io.nicebridge.bench.mqtt;

import org.jspecify.annotations.NullMarked;
