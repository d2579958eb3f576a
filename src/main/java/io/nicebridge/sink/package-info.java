/**
 * How a sink gets what the journal holds for it: in order for each key, again until it has it, and
 * what it will not have as a dead letter. No transport, no thread of its own.
 */
@NullMarked
package io.nicebridge.sink;

import org.jspecify.annotations.NullMarked;
