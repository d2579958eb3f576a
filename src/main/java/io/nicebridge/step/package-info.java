/** The steps that routes name: take from the exchange, ask the core, put back. */
@NullMarked
package io.nicebridge.step;

import org.jspecify.annotations.NullMarked;
