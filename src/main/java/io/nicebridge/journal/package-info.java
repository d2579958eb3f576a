/**
 * The durable journal between what comes in and the sinks that want it: a queue for each sink, kept
 * on disk by Apache Artemis. The only room that sees Artemis.
 */
@NullMarked
package io.nicebridge.journal;

import org.jspecify.annotations.NullMarked;
