/** The fan-out of data to many sinks, beside what else does that. */
@NullMarked
package io.nicebridge.bench.fanout;

import org.jspecify.annotations.NullMarked;
