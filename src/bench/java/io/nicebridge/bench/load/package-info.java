/** The load: callers, when they ask, and how long each answer took. */
@NullMarked
package io.nicebridge.bench.load;

import org.jspecify.annotations.NullMarked;
