/**
 * The MQTT broker of a site that has none, in this process: who may come in, what they may write
 * and read, and what it all may take. Beside the journal the only room that sees Artemis.
 */
@NullMarked
package io.nicebridge.broker;

import org.jspecify.annotations.NullMarked;
