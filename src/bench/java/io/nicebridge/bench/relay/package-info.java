/** The signalling relay, beside what else carries messages from one broker to another. */
@NullMarked
package io.nicebridge.bench.relay;

import org.jspecify.annotations.NullMarked;
